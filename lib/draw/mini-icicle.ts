export type MiniCell = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 1; null where there is none: a part that failed for good, or one whose leaves are not known yet. */
  readonly value: number | null;
};

type MiniBox = { readonly width: number; readonly height: number; readonly gap?: number };

/** A mark of a value line as a number; null for "-" and "x". */
function valueOf(mark: string): number | null {
  const [top = "", bottom = "1"] = mark.split("/");
  return /^\d+$/.test(top) ? Number(top) / Number(bottom) : null;
}

/** How many siblings each bracket of a line holds, by where it opens; -1 stands for the first row. */
function countRows(line: string): Map<number, number> {
  const counts = new Map<number, number>([[-1, 1]]);
  const open = [-1];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "(") counts.set(open[open.push(at) - 1] ?? at, 1);
    else if (line[at] === ")") open.pop();
    else if (line[at] === ",") counts.set(open.at(-1) ?? -1, (counts.get(open.at(-1) ?? -1) ?? 0) + 1);
  }
  return counts;
}

/**
 * A table row's thumbnail: one band a depth, each node over its children, siblings of equal width. `line` is what
 * writeValueLine wrote; `planned` is how many children a parent will have at each depth, from 1, so that a tree that
 * grows has its places from the start; a row that holds more is drawn with what it holds. Nodes not there have no cell.
 */
export function layOutMiniIcicle(
  line: string,
  planned: readonly number[],
  { width, height, gap = 1 }: MiniBox,
): MiniCell[] {
  const depths = Math.max(planned.length, 1);
  const bandHeight = (height - gap * (depths - 1)) / depths;
  const counts = countRows(line);
  const cells: MiniCell[] = [];
  const share = (opened: number, depth: number): number =>
    Math.max(counts.get(opened) ?? 1, planned[depth] ?? 0);
  const rows = [{ x: 0, step: width / share(-1, 0), place: 0 }];
  let mark = "";
  const endMark = (): void => {
    const row = rows.at(-1);
    if (row && mark !== "")
      cells.push({
        x: row.x + row.place * row.step,
        y: (rows.length - 1) * (bandHeight + gap),
        width: Math.max(row.step - (row.step > 3 * gap ? gap : 0), 0.5),
        height: bandHeight,
        value: valueOf(mark),
      });
    mark = "";
  };
  for (let at = 0; at < line.length; at++) {
    const row = rows.at(-1);
    if (!row) break;
    switch (line[at]) {
      case "(":
        endMark();
        rows.push({
          x: row.x + row.place * row.step,
          step: row.step / share(at, rows.length),
          place: 0,
        });
        break;
      case ")":
        endMark();
        rows.pop();
        break;
      case ",":
        endMark();
        row.place++;
        break;
      default:
        mark += line[at] ?? "";
    }
  }
  endMark();
  return cells;
}
