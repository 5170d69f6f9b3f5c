import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectRoot } from "../launch/project-root.mjs";
import { runTool } from "../launch/run-tool.mjs";
import { say } from "../launch/say.mjs";
import { makeTrainer, trainers, trainerVariables } from "../trainers/make-trainer.mjs";

/**
 * Exports of every format, read by Hugging Face's `datasets` and by pyarrow in an environment of their own, which is made
 * once from Python's package index. Without Python 3 or that index it says so and counts nothing.
 * @returns {Promise<import("./run-vitest.mjs").Count>}
 */
export async function runPython() {
  const none = { passed: 0, failed: 0, skipped: 0 };
  const light = trainers.find(({ name }) => name === "datasets");
  if (!light) throw new Error("there is no environment named datasets");
  const home = path.join(projectRoot, ".runtime", "trainers");
  const python = await makeTrainer(home, light).catch((/** @type {unknown} */ error) => {
    const [why = ""] = String(error instanceof Error ? error.message : error)
      .split("\n")
      .slice(-1);
    say(`No Python with datasets and pyarrow (${why}): exports are not read by Python here.`);
    return null;
  });
  if (python === null) return none;
  const folder = mkdtempSync(path.join(tmpdir(), "malthouse-python-"));
  try {
    const exporter = path.join(projectRoot, "tests", "trainers", "write-exports.ts");
    const data = path.join(folder, "data");
    const wrote = await runTool(process.execPath, ["--disable-warning=ExperimentalWarning", exporter, data]);
    if (wrote.code !== 0) throw new Error(wrote.output);
    const script = path.join(projectRoot, "tests", "trainers", light.script);
    const env = trainerVariables(home, path.join(folder, "cache"));
    const { output } = await runTool(python, [script, data], { env });
    const results = output.split("\n").filter((line) => line.startsWith("RESULT "));
    if (results.length === 0) throw new Error(output);
    const failed = results.map((line) => JSON.parse(line.slice("RESULT ".length))).filter(({ ok }) => !ok);
    for (const { what, result } of failed) say(`FAILED: ${what}: ${result}`);
    return { passed: results.length - failed.length, failed: failed.length, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
