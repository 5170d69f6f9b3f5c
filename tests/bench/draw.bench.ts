import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { findChromium } from "../../scripts/test/find-chromium.mjs";
import { buildPage } from "./draw/build-page.ts";
import { measureDrawing, type DrawingTimes } from "./draw/measure-drawing.ts";

// The tree page's canvas beside React Flow, in turn within each repeat. `-- draw --repeats 9` for more of them.
const at = process.argv.indexOf("--repeats");
const repeats = at < 0 ? 5 : Number(process.argv[at + 1]);
const techniques = [
  "ours",
  "React Flow",
  "React Flow, quickest",
  "React Flow, visible only",
  "bare root",
] as const;
const sizes = [
  { branching: 3, nodes: 39 },
  { branching: 10, nodes: 1110 },
] as const;

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};

const executablePath = findChromium();
if (executablePath === null) throw new Error("No browser: install Chromium, or name one by CHROMIUM_PATH.");
const folder = await mkdtemp(path.join(tmpdir(), "malthouse-draw-"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const times = new Map<string, DrawingTimes[]>();
try {
  const file = await buildPage(folder);
  for (let repeat = 0; repeat < repeats; repeat++)
    for (const { branching, nodes } of sizes)
      for (const technique of repeat % 2 === 0 ? techniques : techniques.toReversed()) {
        const key = `${nodes} ${technique}`;
        times.set(key, [
          ...(times.get(key) ?? []),
          await measureDrawing(browser, file, { technique, branching }),
        ]);
      }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

const rows = sizes.flatMap(({ nodes }) => {
  const cells = techniques.map((technique) => {
    const all = times.get(`${nodes} ${technique}`) ?? [];
    return {
      nodes,
      technique,
      "mount ms": quantile(
        all.map(({ mount }) => mount),
        0.5,
      ),
      "of it work ms": quantile(
        all.map(({ mountWork }) => mountWork),
        0.5,
      ),
      "recolour ms": quantile(
        all.flatMap(({ recolour }) => recolour),
        0.5,
      ),
      "pan, all in view, p95 ms": quantile(
        all.flatMap(({ panFit }) => panFit),
        0.95,
      ),
      "pan, close, p95 ms": quantile(
        all.flatMap(({ panClose }) => panClose),
        0.95,
      ),
    };
  });
  const [ours, asItComes, ...quickest] = cells.slice(0, -1);
  const ratios = (name: string, rivals: readonly (typeof ours)[]) => ({
    nodes,
    technique: `${name} / ours`,
    ...Object.fromEntries(
      Object.entries(ours ?? {}).flatMap(([column, value]) => {
        if (typeof value !== "number" || column === "nodes") return [];
        const best = Math.min(...rivals.map((rival) => Number(rival?.[column as keyof typeof rival])));
        return [[column, `${(best / value).toFixed(1)} ×`]];
      }),
    ),
  });
  const printed = cells.map((cell) =>
    Object.fromEntries(
      Object.entries(cell).map(([name, value]) => [
        name,
        typeof value === "number" && name !== "nodes" ? value.toFixed(1) : value,
      ]),
    ),
  );
  return [...printed, ratios("React Flow", [asItComes]), ratios("quickest or visible only", quickest)];
});
console.table(rows);
