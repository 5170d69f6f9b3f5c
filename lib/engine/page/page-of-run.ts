import type { ListedTree } from "../../../db/queries/list-trees.ts";
import { getRun } from "../../../db/queries/runs.ts";
import type { RunRow } from "../../../db/rows.ts";
import { toNumber } from "../../core/fraction.ts";
import { type PageTree, writePage } from "../../draw/page/write-page.ts";
import type { Tree } from "../../http/wire/trees.ts";
import { storedFraction } from "../credit.ts";
import type { Malthouse } from "../malthouse.ts";
import { policyOf } from "../run-policy.ts";
import { viewTree } from "../tree-view.ts";
import { factsOfRun } from "./facts-of-run.ts";
import { chooseTrees, type TreeChoice } from "./choose-trees.ts";
import { promptsOfTree } from "./prompts-of-tree.ts";
import { readViewer } from "./read-viewer.ts";

/** A page under way: what to call the file, and its parts in order. */
export type RunPage = { readonly name: string; readonly parts: AsyncGenerator<string> };

/**
 * Trees of a run as one HTML file that needs no network. Throws before the first part what chooseTrees and readViewer
 * throw, and `not_found` without the run.
 */
export async function pageOfRun(
  malthouse: Malthouse,
  runId: string,
  choice: TreeChoice,
  { version, now, root }: { version: string; now: Date; root?: string },
): Promise<RunPage> {
  const run = await getRun(malthouse.store, runId);
  const chosen = await chooseTrees(malthouse.store, runId, choice);
  const viewer = await readViewer(root);
  const [only] = chosen;
  const what =
    chosen.length === 1 && only
      ? `question ${only.position + 1}`
      : `${chosen.length.toLocaleString("en-US")} questions`;
  const about = {
    title: `${run.name}, ${what}`,
    runName: run.name,
    treesTotal: run.treesTotal,
    isSimulated: run.isSimulated,
    facts: factsOfRun(run, { version, now }),
  };
  const words = `${run.name}-${what}`.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
  return {
    name: `${words.slice(0, 80) || "trees"}.html`,
    parts: writePage(viewer, about, pageTrees(malthouse, run, chosen)),
  };
}

async function* pageTrees(
  malthouse: Malthouse,
  run: RunRow,
  chosen: readonly ListedTree[],
): AsyncGenerator<PageTree> {
  const policy = policyOf(run);
  for (const listed of chosen) {
    const tree = keepPrivate(await viewTree(malthouse, listed.id));
    yield {
      summary: summaryOf(listed),
      tree,
      texts: [tree.question.text, ...tree.nodes.map(({ text }) => text)],
      prompts: promptsOfTree(tree, policy),
    };
    // Rendering formulas takes the processor; a growing run must get its turn between two trees.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A tree without what tells of the machines behind it: addresses stand in messages, accounts in request ids. */
const keepPrivate = (tree: Tree): Tree => ({
  ...tree,
  nodes: tree.nodes.map((node) => ({ ...node, requestId: null, systemFingerprint: null })),
  failed: tree.failed.map((part) => ({ ...part, message: "" })),
  inFlight: [],
  previousTreeId: null,
  nextTreeId: null,
});

function summaryOf(tree: ListedTree): object {
  const value = storedFraction(tree.valueNumerator, tree.valueDenominator);
  return {
    index: tree.position,
    question: tree.question.slice(0, 160),
    value: value && toNumber(value),
    leaves: tree.leaves,
    correctLeaves: tree.correctLeaves,
  };
}
