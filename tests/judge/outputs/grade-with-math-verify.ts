import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { runTool } from "../../../scripts/launch/run-tool.mjs";
import type { Verdict } from "../../../lib/core/tree.ts";
import type { OutputRecord } from "./read-outputs.ts";

const packages = [
  "math-verify==0.9.0",
  "latex2sympy2_extended==1.11.0",
  "antlr4-python3-runtime==4.13.2",
  "sympy==1.14.0",
];
const script = path.join(import.meta.dirname, "math-verify.py");

/** A Python with Math-Verify, installed into `folder` at the first call; else the sentence why there is none. */
async function openPython(folder: string): Promise<{ python: string } | { why: string }> {
  const python = path.join(folder, "bin", "python");
  const made = path.join(folder, "made");
  if (existsSync(made)) return { python };
  const environment = await runTool("python3", ["-m", "venv", folder]);
  if (environment.code !== 0) return { why: "There is no Python 3 with venv here." };
  const installed = await runTool(python, ["-m", "pip", "install", "--quiet", ...packages]);
  if (installed.code !== 0) return { why: "Python's package index is out of reach." };
  const marked = await runTool(python, ["-c", `open(${JSON.stringify(made)}, "w").close()`]);
  return marked.code === 0 ? { python } : { why: `${folder} cannot be written.` };
}

/** Math-Verify's verdict of each record, null for the tasks it has no rule for; or the sentence why it did not run. */
export async function gradeWithMathVerify(
  records: readonly OutputRecord[],
  folder: string,
): Promise<readonly (Verdict | null)[] | string> {
  const opened = await openPython(folder);
  if ("why" in opened) return opened.why;
  const child = spawn(opened.python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  for (const { input } of records)
    child.stdin.write(`${JSON.stringify({ text: input.text, gold: input.gold, task: input.task })}\n`);
  child.stdin.end();
  let printed = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) printed += String(chunk);
  const verdicts = printed
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Verdict | null);
  return verdicts.length === records.length ? verdicts : "Math-Verify stopped before its last record.";
}
