import { formatFraction } from "../core/fraction.ts";
import { rationalOf } from "./algebra/rational-of.ts";
import type { Value } from "./value.ts";

const writeAll = (values: readonly Value[]): string[] | null => {
  const texts = values.map(writeValue);
  return texts.every((text) => text !== null) ? texts : null;
};
const join = (texts: string[] | null, open: string, mark: string, close: string): string | null =>
  texts && `${open}${texts.join(mark)}${close}`;

/**
 * The one spelling of a value whose numbers are all rational: "1/2" for 0.5, "{1, 3}" for a list in any order. Null
 * where a part is a formula, which keeps the spelling it came in.
 */
export function writeValue(value: Value): string | null {
  switch (value.kind) {
    case "quantity": {
      const rational = rationalOf(value.expression);
      if (!rational) return null;
      return `${formatFraction(rational)}${value.isPercent ? "%" : ""}${value.unit ? ` ${value.unit.name}` : ""}`;
    }
    case "text":
      return value.text;
    case "brackets":
      return join(writeAll(value.items), value.open, ", ", value.close);
    case "list":
      return join(writeAll(value.items)?.toSorted() ?? null, "{", ", ", "}");
    case "union":
      return join(writeAll(value.items)?.toSorted() ?? null, "", " ∪ ", "");
    case "ratio":
      return join(writeAll(value.items), "", ":", "");
    case "matrix":
      return join(
        writeAll(value.rows.map((items) => ({ kind: "brackets", open: "[", close: "]", items }))),
        "[",
        ", ",
        "]",
      );
    case "based":
      return `${value.digits}_${value.base}`;
    case "relation":
    case "unread":
      return null;
  }
}
