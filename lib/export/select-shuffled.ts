import { identityOf, isPair, outputsOf, type Candidate } from "./candidate.ts";
import type { RowFormat } from "./formats/format.ts";
import type { LabelDraw } from "./label-draw.ts";
import { groupOf, limitRows, type RankedRow } from "./limit-rows.ts";
import { rankRows, selectEach, type Selection } from "./select-each.ts";
import { selectReal } from "./select-real.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/** Permutations drawn at most: a tree with few leaves has few that differ. */
const most = 5;

/**
 * Rows under shuffled labels, per kind and role as many as the recipe takes under the real ones, so that nothing but the
 * labels differs in training. The verdicts of each tree's leaves are permuted again, up to five times, until there are
 * enough; a row stands once. People's decisions speak of the real labels and are left aside. Rows over the number are
 * dropped as `control_size`; what later permutations drop is not told. The source is opened several times.
 */
export async function* selectShuffled(
  open: (draw: LabelDraw) => AsyncIterable<Candidate>,
  recipe: SettledRecipe,
  format: RowFormat,
): AsyncGenerator<Selection> {
  const wanted = await countReal(open, recipe, format);
  const shuffled: SettledRecipe = { ...recipe, undecided: "include", dedupe: true };
  const passOf = new Map<string, number>();
  const select = (permutation: number, seen: Set<string>): AsyncGenerator<Selection> =>
    selectEach(
      ofPass(open({ labels: "shuffled", permutation }), passOf, permutation),
      shuffled,
      format,
      seen,
    );
  const limits = { ...recipe, maxRows: (group: string) => wanted.get(group) ?? 0 };
  const ranked: RankedRow[] = [];
  let over = new Map<string, unknown>();
  let passes = 0;
  const [seenFirst, seenAgain] = [new Set<string>(), new Set<string>()];
  do {
    const pass = passes++;
    const rows = await rankRows(select(pass, seenFirst), recipe.seed);
    ranked.push(...rows.map((row) => ({ ...row, pass })));
    over = limitRows(ranked, limits);
  } while (passes < most && isShort(wanted, ranked, over));
  for (let pass = 0; pass < passes; pass += 1)
    for await (const selection of select(pass, seenAgain)) {
      const isOver = !("dropped" in selection) && over.has(identityOf(selection.candidate));
      if (!isOver && !("dropped" in selection)) yield selection;
      else if (pass === 0)
        yield isOver ? { candidate: selection.candidate, dropped: "control_size" } : selection;
    }
}

async function countReal(
  open: (draw: LabelDraw) => AsyncIterable<Candidate>,
  recipe: SettledRecipe,
  format: RowFormat,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const selection of selectReal(open, recipe, format)) {
    if ("dropped" in selection) continue;
    const group = groupOf(selection.candidate);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

function isShort(
  wanted: ReadonlyMap<string, number>,
  ranked: readonly RankedRow[],
  over: ReadonlyMap<string, unknown>,
): boolean {
  const kept = Map.groupBy(
    ranked.filter(({ identity }) => !over.has(identity)),
    ({ group }) => group,
  );
  return [...wanted].some(([group, count]) => (kept.get(group)?.length ?? 0) < count);
}

/** A row belongs to the first permutation that gives it; a pair the other way round is the same one. */
async function* ofPass(
  candidates: AsyncIterable<Candidate>,
  passOf: Map<string, number>,
  pass: number,
): AsyncGenerator<Candidate> {
  for await (const candidate of candidates) {
    const { kind } = candidate;
    const identity = isPair(candidate)
      ? [
          kind,
          ...outputsOf(candidate)
            .map(({ nodeId }) => nodeId)
            .toSorted(),
        ].join(" ")
      : identityOf(candidate);
    const first = passOf.get(identity) ?? pass;
    passOf.set(identity, first);
    if (first === pass) yield candidate;
  }
}
