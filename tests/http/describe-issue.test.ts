import { expect, test } from "vitest";
import { z } from "zod";
import { describeIssue } from "../../lib/http/describe-issue.ts";

const words = (schema: z.ZodType, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map((issue) => describeIssue(issue));

test.each([
  [z.string().min(1), "", "Fill it in."],
  [z.string().max(3), "four", "Use at most 3 characters."],
  [z.number().min(1), 0, "Use a number at least 1."],
  [z.number().gt(0), 0, "Use a number above 0."],
  [z.number().max(2), 9, "Use a number at most 2."],
  [z.array(z.string()).min(1), [], "Give at least 1 of them."],
  [z.object({ name: z.string() }), {}, "It is missing."],
  [z.number(), "1", "Give a number."],
  [z.number().int(), 1.5, "Give a whole number."],
  [z.enum(["a", "b"]), "c", "Use one of: a, b."],
  [z.url({ protocol: /^https?$/ }), "ftp", "Not an http or https address, such as http://localhost:8000/v1."],
  [z.strictObject({}), { extra: 1 }, "Not known here: extra. Leave it out."],
])("describeIssue says what to do where %o meets %o", (schema, value, expected) => {
  expect(words(schema, value)).toEqual([expected]);
});

test("describeIssue keeps the words a schema brings of its own", () => {
  expect(
    words(
      z.number().refine((value) => value > 1, "at most 6 decimals"),
      0,
    ),
  ).toEqual(["at most 6 decimals"]);
});
