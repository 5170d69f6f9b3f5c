const open = "(".charCodeAt(0);
const close = ")".charCodeAt(0);

/** Where the subtree of a line that begins at `from` ends; a failed part is one, too. */
export function subtreeEnd(line: string, from: number): number {
  let level = 0;
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === open) level++;
    else if (code === close) level--;
    if (level <= 0 && line.charCodeAt(at + 1) !== open) return at + 1;
  }
  return line.length;
}

/** The subtrees of a line's first row, as lines of their own. */
export function splitRow(line: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < line.length;) {
    const end = subtreeEnd(line, from);
    parts.push(line.slice(from, end));
    from = end;
  }
  return parts;
}
