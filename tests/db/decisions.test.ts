import fc from "fast-check";
import { expect, test } from "vitest";
import { countPairs, pairStates, verdictOfState } from "../../db/queries/count-pairs.ts";
import {
  currentDecisions,
  decisionsOnChosen,
  listDecisions,
  saveDecisions,
  type NewDecision,
} from "../../db/queries/decisions.ts";
import { findUnpaired, isPair } from "../../db/queries/find-unpaired.ts";
import type { PairFilter } from "../../db/queries/pair-filter.ts";
import { listPairs } from "../../db/queries/pairs.ts";
import { saveCredit } from "../../db/queries/save-credit.ts";
import { decimalFraction } from "../../lib/core/fraction.ts";
import { describeDatabases, describeStores } from "../support/stores.ts";
import { emptySummary, storeRun } from "./stored-run.ts";
import { decision, listAll, type Node, storeTrees } from "./pair-trees.ts";

describeStores("decisions", (open) => {
  test("a decision moves a pair from undecided to its state; counts and lists agree in every state", async () => {
    const store = await open();
    const node = (path: string, sixtieths: number): Node => ({ path, sixtieths, isIncomplete: false });
    const tree = [node("1", 60), node("2", 40), node("3", 0), node("4", 20)];
    const { run, idOf } = await storeTrees(store, "decided", [tree, tree], "0.5", "exclude");
    const pairs = ["1 3", "1 4", "2 3", "2 4"].flatMap((pair) =>
      [0, 1].map((index) => [index, ...pair.split(" ")] as const),
    );
    const verdicts = ["accept", "reject", "swap", "tie", "flag"] as const;
    const at = (index: number) => {
      const [place, chosen, rejected] = pairs[index]!;
      return [idOf(place, chosen!), idOf(place, rejected!)] as const;
    };
    await store.transaction((tx) =>
      saveDecisions(tx, run.id, [
        ...verdicts.map((verdict, index) => decision(...at(index), verdict)),
        decision(...at(5), "accept"),
        decision(...at(5), "flag"),
        decision(...at(6), "accept"),
        decision(...at(6), "clear"),
      ]),
    );
    for (const useLabels of [true, false]) {
      for (const narrow of [{}, { q: "apples" }]) {
        const filter: PairFilter = {
          runId: run.id,
          threshold: decimalFraction("0.5"),
          useLabels,
          incomplete: "exclude",
          ...narrow,
        };
        expect(await countPairs(store, filter)).toEqual({
          all: 8,
          undecided: 2,
          accepted: 1,
          rejected: 1,
          swapped: 1,
          tied: 1,
          flagged: 2,
          conflicts: 0,
        });
        for (const state of pairStates) {
          const listed = await listAll(store, { ...filter, state, limit: 3 });
          for (const { decision: word } of listed) {
            if (state === "undecided") expect(word).toBeNull();
            else if (state !== "all" && state !== "conflicts")
              expect(word).toMatchObject({ verdict: verdictOfState[state], author: "ada", at: new Date(7) });
          }
        }
      }
    }
    const stricter = {
      runId: run.id,
      threshold: decimalFraction("0.9"),
      useLabels: false,
      incomplete: "exclude" as const,
    };
    expect(await countPairs(store, { ...stricter, role: "level 1" })).toMatchObject({ all: 6, undecided: 2 });
    expect(await countPairs(store, { ...stricter, role: "level 2" })).toMatchObject({ all: 0, undecided: 0 });
    const byTree = await listPairs(store, {
      ...stricter,
      treeId: (await listAll(store, { ...stricter, limit: 9 }))[0]!.treeId,
      limit: 9,
    });
    expect(byTree.total).toBe(3);
    const byQuestion = await listPairs(store, {
      ...stricter,
      questionId: byTree.items[0]!.questionId,
      limit: 1,
    });
    expect(byQuestion).toMatchObject({ total: 3, items: [{ question: "How many apples are in basket 0?" }] });
  });

  test("findUnpaired gives back what is no pair and has no decision; a decision outlives its pair", async () => {
    const store = await open();
    const node = (path: string, sixtieths: number): Node => ({ path, sixtieths, isIncomplete: false });
    const tree = [node("1", 60), node("2", 0), node("1.1", 60), node("2.1", 0)];
    const { run, treeIds, idOf } = await storeTrees(store, "found", [tree, tree], "0.5", "exclude");
    const key = (chosen: string, rejected: string, other = 0) => ({
      chosenNodeId: idOf(0, chosen),
      rejectedNodeId: idOf(other, rejected),
    });
    const good = key("1", "2");
    const bad = [
      key("2", "1"),
      key("1", "2", 1),
      key("1.1", "2.1"),
      key("1", "1"),
      { chosenNodeId: "x", rejectedNodeId: "y" },
    ];
    expect(await findUnpaired(store, run.id, [good, ...bad])).toEqual(bad);
    expect(await findUnpaired(store, "another run", [good])).toEqual([good]);
    expect(await isPair(store, run.id, good.chosenNodeId, good.rejectedNodeId)).toBe(true);
    expect(await isPair(store, run.id, good.rejectedNodeId, good.chosenNodeId)).toBe(false);
    await saveDecisions(store, run.id, [decision(good.chosenNodeId, good.rejectedNodeId, "accept")]);
    const unlabelled = {
      id: good.chosenNodeId,
      value: null,
      leaves: 0,
      correctLeaves: 0,
      isIncomplete: false,
      label: null,
      localLabel: null,
    };
    await saveCredit(store, treeIds[0]!, { nodes: [unlabelled], summary: emptySummary, roleCounts: {} });
    expect(await isPair(store, run.id, good.chosenNodeId, good.rejectedNodeId)).toBe(false);
    expect(await findUnpaired(store, run.id, [good])).toEqual([]);
    expect(await decisionsOnChosen(store, [good.chosenNodeId])).toMatchObject([{ verdict: "accept" }]);
  });

  test("the last of any decisions on a pair stands, and the history keeps all, first to last, in any page size", async () => {
    const store = await open();
    const { run } = await storeRun(store, { name: "history" });
    const anyVerdict = fc.constantFrom(
      "accept" as const,
      "reject" as const,
      "flag" as const,
      "clear" as const,
    );
    const said: NewDecision[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), anyVerdict), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        async (words, limit) => {
          const added = words.map(([chosen, verdict]) => decision(chosen, "z", verdict));
          await store.transaction((tx) => saveDecisions(tx, run.id, added));
          said.push(...added);
          const standing = ["a", "b", "c"]
            .map((chosen) => said.findLast((word) => word.chosenNodeId === chosen))
            .filter((word) => word !== undefined && word.verdict !== "clear");
          const current = (await currentDecisions(store, run.id)).map((row) => [
            row.chosenNodeId,
            row.verdict,
          ]);
          expect(current.toSorted()).toEqual(standing.map((word) => [word!.chosenNodeId, word!.verdict]));
          const joined: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await listDecisions(store, run.id, { cursor, limit });
            joined.push(...page.items.map((row) => row.chosenNodeId + row.verdict));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          expect(joined).toEqual(said.map((word) => word.chosenNodeId + word.verdict));
        },
      ),
      { numRuns: 15 },
    );
  });
});

describeDatabases("decisions at once", (open) => {
  test("words of many annotators on one pair at the same time all count in what stands", async () => {
    const store = await open();
    const { run } = await storeRun(store, { name: "at once" });
    const said = ["accept", "tie", "accept", "tie", "accept", "tie"] as const;
    await Promise.all(
      said.map((verdict, at) =>
        store.transaction((tx) =>
          saveDecisions(tx, run.id, [{ ...decision("a", "z", verdict), author: `annotator ${at}` }]),
        ),
      ),
    );
    const { items } = await listDecisions(store, run.id, { limit: 10 });
    expect(items).toHaveLength(6);
    expect(await currentDecisions(store, run.id)).toMatchObject([
      { isConflict: true, author: items.at(-1)?.author, verdict: items.at(-1)?.verdict },
    ]);
  });
});
