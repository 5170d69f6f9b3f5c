import type { ComparedField } from "@/lib/http/wire/compare.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";

const words: Readonly<Record<string, string>> = {
  dataset: "Data set",
  datasetId: "Data set id",
  protocol: "Protocol",
  task: "Task",
  limit: "Questions",
  offset: "First question",
  sample: "Order of questions",
  seed: "Seed",
  threshold: "Threshold",
  unknownLeaves: "Unknown leaves",
  incomplete: "Incomplete parts",
  siblings: "Siblings in one request",
  endpointId: "Endpoint",
  model: "Model",
  modelRevision: "Revision",
  temperature: "Temperature",
  topP: "Top p",
  maxTokens: "Token limit",
  systemPrompt: "System prompt",
  template: "Prompt",
  stop: "Stop texts",
  api: "API",
};

export type NamedField = ComparedField & { readonly role: RoleView | undefined; readonly name: string };

/** A field with the role it belongs to and what a person calls it: "roles.x.model" is the role's "Model". */
export function nameField(field: ComparedField, roles: readonly RoleView[]): NamedField {
  const [head = "", second = "", ...rest] = field.path.split(".");
  const role = roles.find(({ name }) => name === second);
  if (head === "roles" && role)
    return { ...field, role, name: [words[rest[0] ?? ""] ?? rest[0], ...rest.slice(1)].join(" · ") };
  if (head === "branching" && role) return { ...field, role, name: "Branching" };
  if (head === "judge") return { ...field, role: undefined, name: `Judge: ${[second, ...rest].join(" ")}` };
  if (head === "questions") return { ...field, role: undefined, name: `Questions: ${second}` };
  return { ...field, role: undefined, name: words[field.path] ?? field.path };
}

/** A value as it is printed; "–" where none is set. */
export function printValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Texts this long are compared word by word and not side by side in a cell. */
const longText = 60;

export const isLongText = ({ a, b }: ComparedField): boolean =>
  [a, b].some((value) => typeof value === "string" && (value.length > longText || value.includes("\n")));
