import type { Expression } from "./latex/expression.ts";
import type { Unit } from "./units.ts";

/** An answer by its type. Types are compared before contents. */
export type Value =
  | {
      readonly kind: "quantity";
      readonly expression: Expression;
      readonly unit: Unit | null;
      readonly isPercent: boolean;
    }
  | { readonly kind: "text"; readonly text: string }
  /** Ordered, between brackets: a tuple or an interval, which may look the same. */
  | {
      readonly kind: "brackets";
      readonly open: string;
      readonly close: string;
      readonly items: readonly Value[];
    }
  /** Unordered: a set in braces, or a bare list joined by commas, "and", "or". */
  | { readonly kind: "list"; readonly items: readonly Value[]; readonly isSet: boolean }
  /** `3:4`, or a time of day, which looks the same. */
  | { readonly kind: "ratio"; readonly items: readonly Value[] }
  | { readonly kind: "union"; readonly items: readonly Value[] }
  | { readonly kind: "matrix"; readonly rows: readonly (readonly Value[])[] }
  /** `sides` joined by `operators`, one fewer; "=", "<", "<=", ">", ">=", "!=". */
  | {
      readonly kind: "relation";
      readonly sides: readonly Value[];
      readonly operators: readonly string[];
      readonly name: string | null;
    }
  | { readonly kind: "based"; readonly digits: string; readonly base: string }
  /** Not read; equal only as a string. */
  | { readonly kind: "unread"; readonly text: string; readonly isTooLarge: boolean };
