import type { Expression } from "../latex/expression.ts";

/** A computer algebra system that may be asked whether two formulas are one. */
export type AlgebraLibrary = {
  readonly name: string;
  readonly version: string;
  /** True where the library holds them to be equal; false says nothing. May throw. */
  isEqual(a: Expression, b: Expression): boolean;
};
