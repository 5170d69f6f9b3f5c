/**
 * The offset where a sentence that begins at `start` ends: a stop before white space, a line's end, or `end`.
 * Stops inside `$…$`, brackets and groups, and dots between digits, end nothing.
 */
export function findSentenceEnd(text: string, start: number, end: number): number {
  let depth = 0;
  let isMath = false;
  for (let index = start; index < end; index++) {
    const unit = text[index] ?? "";
    if (unit === "\n" && !isMath && depth <= 0) return index;
    if (unit === "\n" && text[index + 1] === "\n" && !isMath) return index;
    if (unit === "\\") {
      const next = text[index + 1] ?? "";
      if (next === "(" || next === "[") depth++;
      if (next === ")" || next === "]") depth--;
      index++;
    } else if (unit === "$") {
      const isCurrency =
        !isMath &&
        /\d/.test(text[index + 1] ?? "") &&
        !/^\$[^$\n]{1,200}\$/.test(text.slice(index, index + 203));
      if (!isCurrency) isMath = !isMath;
      if (text[index + 1] === "$") index++;
    } else if (unit === "(" || unit === "[" || unit === "{") depth++;
    else if (unit === ")" || unit === "]" || unit === "}") depth--;
    else if (
      !isMath &&
      depth <= 0 &&
      (unit === "\u3002" || (/[.!?]/.test(unit) && !/\S/.test(text[index + 1] ?? " ")))
    ) {
      if (
        !/(?:^|[^A-Za-z])(?:[A-Z]|vs|Mr|Mrs|Ms|Dr|St|Jr|No|Vol|Mt|Ft|Gen|Col|Capt|Prof|Rev|Lt|Sgt|Gov|Sen|approx|e\.g|i\.e)$/.test(
          text.slice(Math.max(start, index - 7), index),
        )
      )
        return index;
    }
  }
  return end;
}
