import type { z } from "zod";

/** A field of a file that may be missing; null is "not told". */
export const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value): z.output<Schema> | null => value ?? null);
