import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./launch/project-root.mjs";
import { runTool } from "./launch/run-tool.mjs";
import { say, sayStep } from "./launch/say.mjs";
import { installPackages } from "./prepare/install-packages.mjs";
import { makeTrainer, trainers, trainerVariables } from "./trainers/make-trainer.mjs";

// Loads an export of every format with the trainer it is for: `npm run verify:exports`, or with names of trainers behind
// `--`. The first time it fetches some 8 GB from Python's package index, into .runtime/trainers.
await installPackages();
const words = process.argv.slice(2);
const chosen = trainers.filter(({ name }) => words.length === 0 || words.includes(name));
const home = path.join(projectRoot, ".runtime", "trainers");
const data = path.join(home, "data");
const work = path.join(home, "work");
rmSync(work, { recursive: true, force: true });

const exporter = path.join(projectRoot, "tests", "trainers", "write-exports.ts");
const wrote = await runTool(process.execPath, ["--disable-warning=ExperimentalWarning", exporter, data]);
if (wrote.code !== 0) throw new Error(wrote.output);

let failed = chosen.length === 0 ? 1 : 0;
/** @type {string[]} */
const table = [];
for (const trainer of chosen) {
  const folder = path.join(work, trainer.name);
  mkdirSync(folder, { recursive: true });
  const python = await makeTrainer(home, trainer);
  const script = path.join(projectRoot, "tests", "trainers", trainer.script);
  const { code, output } = await sayStep(`Running ${trainer.name}`, () =>
    runTool(python, [script, path.join(data, trainer.format), folder], {
      cwd: folder,
      env: trainerVariables(home, path.join(folder, "cache")),
    }),
  );
  const results = output.split("\n").filter((line) => line.startsWith("RESULT "));
  for (const line of results) {
    const { library, version, what, result, ok } = JSON.parse(line.slice("RESULT ".length));
    table.push(`| ${library} ${version} | ${what} | ${ok ? "" : "**WRONG** "}${result} |`);
  }
  if (code !== 0 || results.length === 0) {
    failed += 1;
    say(output.split("\n").slice(-40).join("\n"));
    if (results.length === 0) table.push(`| ${trainer.name} | could not run | |`);
  }
}
say(["| library | what was run | result |", "|---|---|---|", ...table].join("\n"));
process.exitCode = failed === 0 ? 0 : 1;
