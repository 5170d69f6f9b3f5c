import type { Task } from "../core/tree.ts";
import { extractBoxed } from "./extract-boxed.ts";
import { foldText } from "./fold-text.ts";

/**
 * The answer within a gold field: what follows `####` of a GSM8K solution, the last box of a MATH solution,
 * the letter of an option, else the field itself.
 */
export function readGold(task: Task, gold: string): string {
  const folded = foldText(gold);
  const hash = folded.lastIndexOf("####");
  if (hash >= 0 && (task === "gsm8k" || task === "custom"))
    return gold
      .slice(hash + 4)
      .replace(/<<[^<>]{0,200}>>/g, "")
      .trim();
  if (task === "csqa") return /^\W*([A-Za-z])\W*$/.exec(gold)?.[1]?.toUpperCase() ?? gold.trim();
  if (task === "math" || task === "custom" || task === "gsm8k") {
    const box = extractBoxed(folded, { start: 0, end: folded.length });
    if (box !== null && typeof box === "object") return gold.slice(box.start, box.end).trim();
  }
  return gold.trim();
}
