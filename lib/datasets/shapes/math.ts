import { readField } from "../read-field.ts";
import { without, type ReadShape } from "../shape.ts";

/** MATH: a problem with its solution; gold is `answer`, or what the solution's last box holds. */
export const readMath: ReadShape = (row) => {
  if (row["problem"] === undefined || row["solution"] === undefined) return null;
  const problem = readField(row, "problem", ["problem"]);
  if ("reason" in problem) return problem;
  const given = readField(row, "answer", ["answer"]);
  const gold =
    "reason" in given ? lastBoxed(typeof row["solution"] === "string" ? row["solution"] : "") : given.text;
  if (!gold) return { reason: '"solution" boxes no answer: add \\boxed{…} or an "answer"' };
  return { text: problem.text, gold, meta: without(row, ["problem", "answer"]) };
};

/** What the last `\boxed{…}` or `\fbox{…}` holds, braces balanced; "" where there is none. */
export function lastBoxed(text: string): string {
  const starts = [...text.matchAll(/\\(?:boxed|fbox)\s*/g)];
  for (const match of starts.toReversed()) {
    const start = match.index + match[0].length;
    const boxed =
      text[start] === "{"
        ? balanced(text, start)
        : (/^\S+/.exec(text.slice(start))?.[0] ?? "").replace(/[$.,]+$/, "");
    if (boxed.trim() !== "") return boxed.trim();
  }
  return "";
}

function balanced(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "{") depth += 1;
    else if (text[at] === "}" && --depth === 0) return text.slice(open + 1, at);
  }
  return "";
}
