/** What a sentence can be taken to say of the running amount. */
export type Reading =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "skip"
  | "pctleft"
  | "pctof"
  | "addprod"
  | "subprod"
  | "addsum"
  | "addk";

export type Shape = "one" | "percent" | "pair";
type Operator = "+" | "-" | "×" | "÷";

/** The numbers of one clause: `m` only in a pair, else 0. */
export type Numbers = { readonly shape: Shape; readonly k: number; readonly m: number };

/** The right side of a step: `amount operator text = …`; `text` as written, `value` what it comes to. */
export type Term = { readonly operator: Operator; readonly text: string; readonly value: number };

const readingsByShape: Readonly<Record<Shape, readonly Reading[]>> = {
  one: ["add", "sub", "mul", "div", "skip"],
  percent: ["pctleft", "pctof", "add", "sub", "skip"],
  pair: ["addprod", "subprod", "addsum", "addk", "skip"],
};
const percentReadings50 = readingsByShape.percent.filter((reading) => reading !== "pctof");
const percentReadingsAbove100 = readingsByShape.percent.filter((reading) => reading !== "pctleft");

/** The largest amount a step can come to; foreign questions multiply without end. */
const ceiling = 1e12;

/** Rounded to `digits` decimals, -0 made 0. */
function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale + 0;
}

/** The readings on offer, in a fixed order. Those that would share one equation are left out: 50 % left is 50 % of. */
export function readingsOf({ shape, k }: Numbers): readonly Reading[] {
  if (shape === "percent" && k === 50) return percentReadings50;
  if (shape === "percent" && k > 100) return percentReadingsAbove100;
  return readingsByShape[shape];
}

/** What the reading does to the amount; null for "skip". */
export function termOf({ k, m }: Numbers, reading: Reading): Term | null {
  switch (reading) {
    case "add":
    case "addk":
      return { operator: "+", text: String(k), value: k };
    case "sub":
      return { operator: "-", text: String(k), value: k };
    case "mul":
      return { operator: "×", text: String(k), value: k };
    case "div":
      return { operator: "÷", text: String(k), value: k };
    case "pctleft":
      return { operator: "×", text: `${round(100 - k, 4)}%`, value: (100 - k) / 100 };
    case "pctof":
      return { operator: "×", text: `${k}%`, value: k / 100 };
    case "addprod":
      return { operator: "+", text: `(${k} × ${m})`, value: k * m };
    case "subprod":
      return { operator: "-", text: `(${k} × ${m})`, value: k * m };
    case "addsum":
      return { operator: "+", text: `(${k} + ${m})`, value: k + m };
    case "skip":
      return null;
  }
}

/** The amount after the reading, without a slip: two decimals, held within ±10^12. */
export function applyReading(amount: number, numbers: Numbers, reading: Reading): number {
  const term = termOf(numbers, reading);
  if (term === null) return amount;
  const result = compute(amount, term);
  return round(Math.min(ceiling, Math.max(-ceiling, result)), 2);
}

/** `amount` plus a slip, to the same two decimals. */
export const addSlip = (amount: number, slip: number): number => round(amount + slip, 2);

function compute(amount: number, { operator, value }: Term): number {
  if (operator === "+") return amount + value;
  if (operator === "-") return amount - value;
  return operator === "×" ? amount * value : amount / value;
}
