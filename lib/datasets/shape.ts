/** What a row says, before anyone asks which task it is of. */
export type Draft = {
  readonly text: string;
  readonly gold: string;
  /** Everything else the row carried. */
  readonly meta: Readonly<Record<string, unknown>>;
};

export type Row = Readonly<Record<string, unknown>>;

/** Reads rows of one shape: null where the row is of another, a reason where it is of this one and broken. */
export type ReadShape = (row: Row) => Draft | { readonly reason: string } | null;

export const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The row without the named fields. */
export const without = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
