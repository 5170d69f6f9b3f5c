import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import type { TreeFilters } from "@/lib/client/trees.ts";
import { treeFilters, treeSorts } from "@/lib/core/tree-list.ts";

/** By key of the metadata the values wanted. */
export type MetaChoice = Readonly<Record<string, readonly string[]>>;

const isText = (value: unknown): value is string => typeof value === "string";

/** Reads the JSON of an address; null for anything that is not an object of lists of texts. */
export function readMetaChoice(text: string): MetaChoice | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value).flatMap(([key, own]: [string, unknown]) =>
    Array.isArray(own) && own.every(isText) && own.length > 0 ? [[key, own] as const] : [],
  );
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** What the question list shows, as it stands in the address of the run's page and of its trees' pages. */
export const questionAddress = {
  filter: parseAsStringLiteral(treeFilters).withDefault("all"),
  sort: parseAsStringLiteral(treeSorts).withDefault("index"),
  q: parseAsString.withDefault(""),
  text: parseAsString.withDefault(""),
  having: parseAsString.withDefault(""),
  meta: createParser<MetaChoice>({ parse: readMetaChoice, serialize: (value) => JSON.stringify(value) })
    .withOptions({ clearOnDefault: true })
    .withDefault({}),
};

export type QuestionChoice = {
  readonly filter: (typeof treeFilters)[number];
  readonly sort: (typeof treeSorts)[number];
  readonly q: string;
  readonly text: string;
  readonly having: string;
  readonly meta: MetaChoice;
};

export const noChoice: QuestionChoice = {
  filter: "all",
  sort: "index",
  q: "",
  text: "",
  having: "",
  meta: {},
};

/** The row to come back to, by its tree's place in the run. */
export const placeAddress = { at: parseAsInteger };

/** The choice as the API and other addresses take it: what is as always is left out. */
export function filtersOf({ filter, sort, q, text, having, meta }: QuestionChoice): TreeFilters {
  return {
    ...(filter !== "all" && { filter }),
    ...(sort !== "index" && { sort }),
    ...(q !== "" && { q }),
    ...(text !== "" && { text }),
    ...(having !== "" && { having }),
    ...(Object.keys(meta).length > 0 && { meta: JSON.stringify(meta) }),
  };
}
