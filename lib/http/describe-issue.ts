import type { z } from "zod";

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** "at least 1", "above 0", "at most 12": the words of a bound. */
function describeBound(word: "least" | "most", bound: number | bigint, isInclusive: boolean): string {
  if (isInclusive) return `at ${word} ${bound}`;
  return word === "least" ? `above ${bound}` : `below ${bound}`;
}

/** What an issue of size says, by what was measured: characters of a text, items of a list, a number itself. */
function describeSize(origin: string, bound: string): string {
  if (origin === "string") return bound === "at least 1" ? "Fill it in." : `Use ${bound} characters.`;
  if (origin === "array" || origin === "set") return `Give ${bound} of them.`;
  return `Use a number ${bound}.`;
}

/** One broken rule as a person would say it, with what to do; a message that a schema brings of its own stays. */
export function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case "too_small":
      return describeSize(issue.origin, describeBound("least", issue.minimum, issue.inclusive !== false));
    case "too_big":
      return describeSize(issue.origin, describeBound("most", issue.maximum, issue.inclusive !== false));
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? "It is missing."
        : `Give ${kinds[issue.expected] ?? `a value of type ${issue.expected}`}.`;
    case "invalid_value":
      return `Use one of: ${issue.values.map(String).join(", ")}.`;
    case "unrecognized_keys":
      return `Not known here: ${issue.keys.join(", ")}. Leave it out.`;
    case "invalid_format":
      return issue.format === "url"
        ? "Not an http or https address, such as http://localhost:8000/v1."
        : issue.message;
    default:
      return issue.message;
  }
}
