import type * as lite from "./schema.sqlite.ts";
import type * as pg from "./schema.pg.ts";

/** `true` only where both types are the same, optional and nullable parts too. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { [Key in keyof T]: T[Key] };
type Tables = keyof typeof pg;
type SameTable<Name extends Tables & keyof typeof lite> =
  Same<Flat<(typeof pg)[Name]["$inferSelect"]>, Flat<(typeof lite)[Name]["$inferSelect"]>> extends true
    ? Same<Flat<(typeof pg)[Name]["$inferInsert"]>, Flat<(typeof lite)[Name]["$inferInsert"]>>
    : false;

/** Fails to compile as soon as a table or a column of one dialect differs from the other's. */
export const isSameInBothDialects: Same<Tables, keyof typeof lite> &
  {
    [Name in Tables]: SameTable<Name>;
  }[Tables] = true;
