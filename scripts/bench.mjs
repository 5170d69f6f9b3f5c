import { globSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./launch/project-root.mjs";
import { runTool } from "./launch/run-tool.mjs";
import { say } from "./launch/say.mjs";
import { installPackages } from "./prepare/install-packages.mjs";

// Each bench prints its own table of ratios; `npm run bench -- judge tree` runs those whose name holds a word.
// What begins with "--", and all behind it, is the bench's own.
await installPackages();
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith("--"));
const words = firstOption < 0 ? given : given.slice(0, firstOption);
const options = firstOption < 0 ? [] : given.slice(firstOption);
const files = globSync("tests/bench/**/*.bench.ts", { cwd: projectRoot })
  .toSorted()
  .filter((file) => words.length === 0 || words.some((word) => path.basename(file).includes(word)));
if (files.length === 0)
  say(`No bench ${words.length > 0 ? `with ${words.join(", ")} in its name` : "is written yet"}.`);
let failed = 0;
for (const file of files) {
  say(`\n${file}`);
  const args = [
    "--disable-warning=ExperimentalWarning",
    "--expose-gc",
    path.join(projectRoot, file),
    ...options,
  ];
  const { code } = await runTool(process.execPath, args, { cwd: projectRoot, inherit: true });
  if (code !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
