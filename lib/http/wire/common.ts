import { z } from "zod";

/** A page of a list: `nextCursor` is null on the last one. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** `cursor` and `limit` of every list: 50 by default, at most 500. */
export const PageQuery = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** RFC 9457. `detail` tells a person what to do. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** An empty answer (204), as the browser reads it. */
export const Nothing = z.null();

/** An id in a body. PostgreSQL takes no U+0000 even to look for it. */
export const Id = z
  .string()
  .min(1)
  .max(300)
  .regex(/^[^\0]*$/, "holds a character that no id has");

export const Iso = z.string().describe("ISO 8601, UTC");
export const TaskName = z.enum(["gsm8k", "math", "csqa", "hotpotqa", "custom"]);
export const VerdictName = z.enum(["correct", "incorrect", "unknown"]);
export const LabelName = z.enum(["positive", "negative"]);
/** A number by role name; the roles are those of the run's protocol. */
export const ByRole = z.record(z.string(), z.number());
/** 0 to 1, compared as the decimal that is written; at most 6 decimals. */
export const Threshold = z
  .number()
  .min(0)
  .max(1)
  .refine((value) => /^\d(\.\d{1,6})?$/.test(String(value)), "at most 6 decimals");

export const Health = z.object({
  status: z.literal("ok"),
  version: z.string(),
  database: z.enum(["sqlite", "postgresql"]),
  engine: z.enum(["idle", "growing", "paused"]),
});
export type Health = z.infer<typeof Health>;
