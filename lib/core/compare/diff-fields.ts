import { isRecord } from "../is-record.ts";

/** A field of a config in both runs; null where one has none. `path` is dotted: "roles.x.temperature". */
export type FieldPair = {
  readonly path: string;
  readonly a: unknown;
  readonly b: unknown;
  readonly isSame: boolean;
};

function* leavesOf(value: unknown, path: readonly string[]): Generator<readonly [string, unknown]> {
  if (!isRecord(value)) {
    if (path.length > 0) yield [path.join("."), value];
    return;
  }
  for (const [key, part] of Object.entries(value))
    if (part !== undefined) yield* leavesOf(part, [...path, key]);
}

/** JSON with sorted keys, so that the order in which keys were written makes no difference. */
const print = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1))) : part,
  ) ?? "";

/**
 * Two JSON objects field by field, in the order of the first, then what only the second has. Lists are one field; a
 * field that is not there is one that is null, and an empty object has none.
 */
export function diffFields(a: unknown, b: unknown): FieldPair[] {
  const [left, right] = [new Map(leavesOf(a, [])), new Map(leavesOf(b, []))];
  return [...new Set([...left.keys(), ...right.keys()])].map((path) => {
    const [x, y] = [left.get(path) ?? null, right.get(path) ?? null];
    return { path, a: x, b: y, isSame: print(x) === print(y) };
  });
}
