import { readFileSync } from "node:fs";
import path from "node:path";

/** What a person who read the record says of it. */
export type Correction = {
  /** `right` and `wrong` overrule the origin's flag; `unreadable` means that no one could name the text's answer. */
  readonly says: "right" | "wrong" | "unreadable";
  readonly why: string;
};

type Group = Correction & { readonly records: Readonly<Record<string, readonly number[]>> };

export const recordId = (file: string, row: number): string => `${file}:${row}`;

/** The corrections of `corrections.json` by record id. Throws where a record is corrected twice. */
export function readCorrections(): ReadonlyMap<string, Correction> {
  const source = readFileSync(path.join(import.meta.dirname, "corrections.json"), "utf8");
  const corrections = new Map<string, Correction>();
  for (const { says, why, records } of JSON.parse(source) as readonly Group[])
    for (const [file, rows] of Object.entries(records))
      for (const row of rows) {
        const id = recordId(file, row);
        if (corrections.has(id)) throw new Error(`corrections.json corrects ${id} twice`);
        corrections.set(id, { says, why });
      }
  return corrections;
}
