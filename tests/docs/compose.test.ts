import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readAddress } from "../../scripts/preflight/check-address.mjs";

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const compose = read("deploy/compose.yaml");
const allOf = (pattern: RegExp) => [...compose.matchAll(pattern)].map(([, found]) => found!);

test("deploy/compose.yaml runs scripts of package.json", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const commands = allOf(/^ +command: npm (?:run )?(\S+)$/gm);
  expect(commands.toSorted()).toEqual(["start", "worker"]);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});

test("deploy/compose.yaml sets for the app what README.md lists as settings, and nothing else", () => {
  const own = /environment: &environment\n((?: {4}.*\n)+)/.exec(compose)?.[1] ?? "";
  const names = [...own.matchAll(/^ {4}([A-Z_]+):/gm)].map(([, name]) => name);
  expect(names).toContain("DATABASE_URL");
  const settings = read("README.md");
  expect(names.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
});

test("deploy/compose.yaml asks for health where the server listens, and for the database where it is published", () => {
  const { port, host } = readAddress({ NODE_ENV: "production" });
  const asked = new Set(allOf(/(http:\/\/[^\s"']+)/g));
  expect([...asked]).toEqual([`http://${host}:${port}/api/health`]);
  const [published] = allOf(/- 127\.0\.0\.1:(\d+):5432/g);
  expect(compose).toContain(`@127.0.0.1:${published}/`);
});

test("deploy/compose.yaml has no unquoted list item that YAML reads as a mapping", () => {
  expect(allOf(/^ +- ([^'"{[\s].*: .*)$/gm)).toEqual([]);
});
