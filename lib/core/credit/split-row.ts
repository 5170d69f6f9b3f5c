const open = "(".charCodeAt(0);
const close = ")".charCodeAt(0);

/** The subtrees of a line's first row, as lines of their own; a failed part is one, too. */
export function splitRow(line: string): string[] {
  const parts: string[] = [];
  let [level, from] = [0, 0];
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === open) level++;
    else if (code === close) level--;
    if (level > 0 || line.charCodeAt(at + 1) === open) continue;
    parts.push(line.slice(from, at + 1));
    from = at + 1;
  }
  return parts;
}
