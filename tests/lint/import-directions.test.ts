import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** A file to plant, its text, and the rule that must refuse it. */
type Planted = readonly [name: string, text: string, rule: string];

const importOf = (from: string): string => `import { thing } from "${from}";\nexport const used = thing;\n`;
const directions = "eslint(no-restricted-imports)";

const refused: readonly Planted[] = [
  ["lib/core/a-package.ts", importOf("zod"), directions],
  ["lib/core/to-engine.ts", importOf("../engine/thing.ts"), directions],
  ["lib/core/to-db.ts", importOf("../../db/thing.ts"), directions],
  ["lib/protocols/malt/to-db.ts", importOf("../../../db/thing.ts"), directions],
  ["lib/protocols/malt/to-judge.ts", importOf("../../judge/thing.ts"), directions],
  ["lib/judge/to-engine.ts", importOf("../engine/thing.ts"), directions],
  ["lib/judge/to-draw-by-alias.ts", importOf("@/lib/draw/thing.ts"), directions],
  ["lib/datasets/to-http.ts", importOf("../http/thing.ts"), directions],
  ["lib/export/to-malt.ts", importOf("../protocols/malt/thing.ts"), directions],
  ["lib/draw/to-components.ts", importOf("@/components/thing.ts"), directions],
  ["lib/simulator/to-judge.ts", importOf("../judge/thing.ts"), directions],
  ["db/to-engine.ts", importOf("../lib/engine/thing.ts"), directions],
  ["db/queries/to-http.ts", importOf("../../lib/http/thing.ts"), directions],
  ["lib/engine/to-http.ts", importOf("../http/thing.ts"), directions],
  ["lib/engine/to-simulator.ts", importOf("../simulator/thing.ts"), directions],
  ["lib/http/to-app.ts", importOf("../../app/thing.ts"), directions],
  ["lib/http/wire/to-parse.ts", importOf("../parse.ts"), directions],
  ["lib/http/wire/to-engine.ts", importOf("../../engine/thing.ts"), directions],
  ["lib/client/to-http.ts", importOf("../http/thing.ts"), directions],
  ["lib/client/to-db.ts", importOf("@/db/thing.ts"), directions],
  ["components/tree/to-db.ts", importOf("../../db/thing.ts"), directions],
  ["components/tree/to-engine.ts", importOf("@/lib/engine/thing.ts"), directions],
  ["components/to-http.ts", importOf("@/lib/http/thing.ts"), directions],
  ["app/runs/to-simulator.ts", importOf("@/lib/simulator/thing.ts"), directions],
  [
    "lib/judge/cycle-a.ts",
    `import { b } from "./cycle-b.ts";\nexport const a = (): unknown => b;\n`,
    "import(no-cycle)",
  ],
  [
    "lib/judge/cycle-b.ts",
    `import { a } from "./cycle-a.ts";\nexport const b = (): unknown => a;\n`,
    "import(no-cycle)",
  ],
  ["lib/judge/prints.ts", `console.log("here");\nexport {};\n`, "eslint(no-console)"],
  [
    "db/queries/forgets-await.ts",
    `import { drizzle } from "drizzle-orm/postgres-js";
import { integer, pgTable } from "drizzle-orm/pg-core";
const table = pgTable("table", { id: integer() });
export async function save(): Promise<void> {
  const db = drizzle.mock();
  await Promise.resolve();
  db.insert(table).values({ id: 1 });
}
`,
    "typescript(no-floating-promises)",
  ],
];

const allowed: readonly (readonly [name: string, from: string])[] = [
  ["lib/protocols/malt/to-core.ts", "../../core/thing.ts"],
  ["lib/export/to-interface.ts", "../protocols/protocol.ts"],
  ["lib/judge/to-package.ts", "zod"],
  ["db/queries/to-core.ts", "../../lib/core/thing.ts"],
  ["lib/engine/to-db.ts", "../../db/thing.ts"],
  ["lib/engine/to-wire.ts", "../http/wire/thing.ts"],
  ["lib/http/to-engine.ts", "../engine/thing.ts"],
  ["lib/http/wire/to-core.ts", "../../core/thing.ts"],
  ["lib/http/wire/beside.ts", "./thing.ts"],
  ["lib/client/to-wire.ts", "../http/wire/thing.ts"],
  ["components/tree/to-draw.ts", "@/lib/draw/thing.ts"],
  ["components/tree/to-wire.ts", "@/lib/http/wire/thing.ts"],
  ["app/api/to-http.ts", "@/lib/http/thing.ts"],
  ["app/simulator/v1/to-simulator.ts", "@/lib/simulator/thing.ts"],
];

let folder = "";
let findings: { code: string; filename: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "malthouse-lint-"));
  for (const file of [".oxlintrc.json", "tsconfig.json"])
    await cp(path.join(root, file), path.join(folder, file));
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
  for (const [name, text] of refused) await plant(name, text);
  for (const [name, from] of allowed) await plant(name, importOf(from));
  findings = await lint();
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function plant(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
}

async function lint(): Promise<typeof findings> {
  const oxlint = path.join(root, "node_modules/oxlint/bin/oxlint");
  const output = await new Promise<string>((resolve) => {
    // Named folders: it would follow the link into node_modules.
    const args = [oxlint, "--type-aware", "--format", "json", "app", "components", "db", "lib"];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_, stdout) => resolve(stdout));
  });
  return (JSON.parse(output) as { diagnostics: typeof findings }).diagnostics;
}

describe("oxlint", () => {
  test.each(refused)("refuses %s", (name, _, rule) => {
    const codes = findings.filter((finding) => finding.filename === name).map((finding) => finding.code);
    expect(codes).toContain(rule);
  });

  test.each(allowed)("lets %s import %s", (name) => {
    expect(findings.filter((finding) => finding.filename === name)).toEqual([]);
  });
});
