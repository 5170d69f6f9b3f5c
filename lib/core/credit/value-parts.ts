/** A node of a value line with what lies below it. */
export type ValuePart = {
  /** The exact value as it stands there; a denominator of 0 stands for none. */
  readonly numerator: number;
  readonly denominator: number;
  /** A part below failed for good. */
  readonly isIncomplete: boolean;
  readonly children: readonly ValuePart[];
};

/** The first row of a value line (`writeValueLine`), each sibling with what is below it as a line of its own. */
export function splitMarks(line: string): string[] {
  const marks: string[] = [];
  let [level, from] = [0, 0];
  for (let at = 0; at < line.length; at++) {
    // By code: a million marks are looked at where a run has 7,500 trees, and most are neither.
    const code = line.charCodeAt(at);
    if (code > comma) continue;
    if (code === opening) level++;
    else if (code === closing) level--;
    else if (code === comma && level === 0) {
      marks.push(line.slice(from, at));
      from = at + 1;
    }
  }
  marks.push(line.slice(from));
  return marks;
}

const [opening, closing, comma] = [0x28, 0x29, 0x2c];

/**
 * Reads a value line. Places that failed or where nothing has come yet are no parts; `hasFailed` tells of the first row.
 * Throws RangeError for a line that is none.
 */
export function readValueParts(line: string): {
  readonly parts: readonly ValuePart[];
  readonly hasFailed: boolean;
} {
  const parts: ValuePart[] = [];
  let hasFailed = false;
  for (const text of splitMarks(line)) {
    const open = text.indexOf("(");
    const mark = open < 0 ? text : text.slice(0, open);
    if (mark === "x") hasFailed = true;
    if (mark === "x" || mark === "") continue;
    const below = open < 0 ? { parts: [], hasFailed: false } : readValueParts(text.slice(open + 1, -1));
    parts.push({
      ...readValue(mark),
      isIncomplete: below.hasFailed || below.parts.some(({ isIncomplete }) => isIncomplete),
      children: below.parts,
    });
  }
  return { parts, hasFailed };
}

function readValue(mark: string): { readonly numerator: number; readonly denominator: number } {
  if (mark === "-") return { numerator: 0, denominator: 0 };
  const [, numerator, denominator = "1"] = /^(\d+)(?:\/(\d+))?$/.exec(mark) ?? [];
  if (numerator === undefined) throw new RangeError(`not a value line: ${JSON.stringify(mark)}`);
  return { numerator: Number(numerator), denominator: Number(denominator) };
}
