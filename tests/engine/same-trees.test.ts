import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { runTotals } from "../../db/queries/run-totals.ts";
import { treeIdsOfRun } from "../../db/queries/trees.ts";
import { viewTree } from "../../lib/engine/tree-view.ts";
import type { Tree } from "../../lib/http/wire/trees.ts";
import type { Fault, LoggedRequest } from "../support/endpoint-server.ts";
import { goldOf, type GrowRequest, plantQuestions, type Studio } from "../support/studio.ts";
import { describeFiles } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

const error = (status: number, headers: Record<string, string> = {}): Fault => ({
  status,
  headers,
  body: { error: { message: "not now" } },
});
const wholeRequest: readonly Fault[] = [
  error(500),
  error(502),
  error(429, { "retry-after-ms": "3" }),
  error(503, { "retry-after-ms": "3" }),
  error(529),
  error(408),
  "reset",
  "reset-body",
  "cut-json",
  "empty",
  "null-content",
  "zero-choices",
  "html-200",
  "error-200",
  "event-stream",
];
const oneChoice: readonly Fault[] = ["fewer-choices", "one-empty"];

const drawOf = (name: string): number => createHash("sha256").update(name).digest().readUInt32BE(0) / 2 ** 32;
const promptOf = ({ body }: LoggedRequest): string => JSON.stringify(body["messages"]);

/** Right or wrong by prompt and ordinal alone. */
const answer = (messages: readonly { readonly content: string }[], _: number, ordinal: number): string => {
  const prompt = messages.map(({ content }) => content).join("\n");
  const isRight = drawOf(`${ordinal}/${prompt}`) < 0.5;
  const text = `Sketch ${Math.floor(drawOf(`text/${ordinal}/${prompt}`) * 1e9)}.`;
  return /Verdict: INCORRECT/.test(messages.at(-1)?.content ?? "")
    ? `${text}\nVerdict: ${isRight ? "CORRECT" : "INCORRECT"}`
    : `${text}\nFinal Answer: ${isRight ? goldOf(prompt) : "99999"}`;
};

/** Faults drawn by prompt and attempt; a prompt meets at most two, so none of its slots more than two in a row. */
function drawFaults(seed: number, share: number, kinds: readonly Fault[]) {
  const [attempts, spoiled] = [new Map<string, number>(), new Map<string, number>()];
  return (request: LoggedRequest): Fault => {
    const prompt = promptOf(request);
    const attempt = attempts.get(prompt) ?? 0;
    attempts.set(prompt, attempt + 1);
    const before = spoiled.get(prompt) ?? 0;
    if (before >= 2 || drawOf(`${seed}/${attempt}/${prompt}`) >= share) return "ok";
    spoiled.set(prompt, before + 1);
    return kinds[Math.floor(drawOf(`kind/${seed}/${attempt}/${prompt}`) * kinds.length)] ?? "ok";
  };
}

const byPath = (tree: Tree): unknown =>
  tree.nodes.map(({ path, text, verdict, claim, value, label }) => ({
    path,
    text,
    verdict,
    claim,
    value,
    label,
  }));

type Bare = {
  readonly text: string;
  readonly verdict: unknown;
  readonly value: unknown;
  readonly below: readonly Bare[];
};

/** Siblings share a prompt, so which of them an answer fills is chance: compared in the order of their texts. */
const bySiblings = (tree: Tree, above = ""): readonly Bare[] =>
  tree.nodes
    .filter(({ path }) => path.split(".").slice(0, -1).join(".") === above)
    .map(({ path, text, verdict, value }) => ({ text, verdict, value, below: bySiblings(tree, path) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));

describeFiles("a run without a seed", (openStore) => {
  const open = useStudio(openStore);

  const growWith = async (
    studio: Studio,
    request: GrowRequest,
    faults: (request: LoggedRequest) => Fault,
  ): Promise<{ trees: Tree[]; share: number }> => {
    let [met, asked] = [0, 0];
    const served = await studio.serve({
      answer,
      faults: (logged) => {
        const fault = faults(logged);
        asked += 1;
        if (fault !== "ok") met += 1;
        return fault;
      },
    });
    const run = await studio.grow(served, request);
    await studio.until(run.id, "completed", "failed", "paused");
    expect(await runTotals(studio.store, run.id)).toMatchObject({ failedParts: 0, treesFailed: 0 });
    const ids = await treeIdsOfRun(studio.store, run.id);
    const trees = await Promise.all(ids.map((id) => viewTree(studio, id)));
    expect(trees.every(({ status }) => status === "completed")).toBe(true);
    return { trees, share: met / asked };
  };

  test.each([
    ["siblings in one request, place by place", 1, { siblings: "auto" }, 0.33, wholeRequest, byPath],
    ["siblings in one request, place by place", 2, { siblings: "auto" }, 0.33, wholeRequest, byPath],
    ["a request a sibling, up to their order", 3, { siblings: "off" }, 0.42, wholeRequest, bySiblings],
    [
      "choices missing or empty, up to their order",
      4,
      { siblings: "auto" },
      0.33,
      [...wholeRequest, ...oneChoice, ...oneChoice, ...oneChoice],
      bySiblings,
    ],
  ] as const)(
    "%s: three attempts in ten fail and the trees are the same (seed %i)",
    async (_, seed, how, share, kinds, look) => {
      const studio = await open();
      const datasetId = await plantQuestions(studio.store, 3);
      const request = { datasetId, branching: 3, ...how };
      const calm = await growWith(studio, request, () => "ok");
      const rough = await growWith(studio, request, drawFaults(seed, share, kinds));
      expect(calm.share).toBe(0);
      expect(rough.share).toBeGreaterThan(0.2);
      expect(rough.share).toBeLessThan(0.4);
      expect(rough.trees.map((tree) => look(tree))).toEqual(calm.trees.map((tree) => look(tree)));
      const values = new Set(calm.trees.flatMap(({ nodes }) => nodes.map(({ value }) => value)));
      expect(values.size).toBeGreaterThan(3);
    },
    30_000,
  );
});
