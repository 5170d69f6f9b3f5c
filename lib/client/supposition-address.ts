import { isPath, type Path } from "../core/path.ts";
import type { Verdict } from "../core/tree.ts";
import type { Supposition } from "./supposition.ts";

const letters: Readonly<Record<Verdict, string>> = { correct: "c", incorrect: "i", unknown: "u" };
const verdicts = new Map(
  (Object.keys(letters) as Verdict[]).map((verdict) => [letters[verdict], verdict] as const),
);

/** A supposition in an address: "0.55~mean~1.2.1c~2.1.3u", the threshold, the backup, and each turned leaf. */
export const writeSupposition = ({ threshold, backup, turned }: Supposition): string =>
  [String(threshold), backup, ...[...turned].map(([path, verdict]) => path + letters[verdict])].join("~");

/** What `writeSupposition` wrote; null for anything else. */
export function readSupposition(text: string): Supposition | null {
  const [threshold = "", backup = "", ...leaves] = text.split("~");
  if (!/^(0|1|0?\.\d{1,17})$/.test(threshold) || (backup !== "mean" && backup !== "majority")) return null;
  const turned = new Map<Path, Verdict>();
  for (const leaf of leaves) {
    const [path, verdict] = [leaf.slice(0, -1), verdicts.get(leaf.slice(-1))];
    if (!isPath(path) || verdict === undefined) return null;
    turned.set(path, verdict);
  }
  return { threshold: Number(threshold), backup, turned };
}
