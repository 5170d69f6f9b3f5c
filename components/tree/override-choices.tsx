"use client";
import { useQueries } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { nodePairsQuery } from "@/lib/client/pairs.ts";
import type { SuppositionChange } from "@/lib/client/compare-suppositions.ts";
import { ancestorPaths } from "@/lib/core/path.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";
import { verdictOf } from "./look-of-node.ts";
import { useConsequences } from "./use-consequences.ts";

const choices: readonly { readonly verdict: Verdict; readonly title: string }[] = [
  { verdict: "correct", title: "✓ correct" },
  { verdict: "incorrect", title: "✕ incorrect" },
  { verdict: "unknown", title: "? unknown" },
];

type OverrideChoicesProps = {
  index: TreeIndex;
  node: TreeNode;
  isDisabled: boolean;
  onChoose: (verdict: Verdict) => void;
  onCancel: () => void;
};

/** The verdicts that a person can give, each with what it would change: values, pairs, and pairs already decided on. */
export function OverrideChoices({ index, node, isDisabled, onChoose, onCancel }: OverrideChoicesProps) {
  const { tree } = index;
  const consequences = useConsequences(tree, node.path);
  // A pair can only vanish where the label of the leaf or of a node above it changes.
  const changing = [...ancestorPaths(node.path), node.path].flatMap((path) => {
    const place = index.places.get(path);
    return place?.kind === "node" ? [place.node.id] : [];
  });
  const decided = useQueries({
    queries: changing.map((id) => nodePairsQuery(tree.runId, id)),
    combine: (results) => {
      const pairs = results.flatMap(({ data }) => data ?? []).filter((pair) => pair.decision !== null);
      return [...new Map(pairs.map((pair) => [`${pair.chosenPath} ${pair.rejectedPath}`, pair])).values()];
    },
  });
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {choices
          .filter(({ verdict }) => verdict !== verdictOf(node))
          .map(({ verdict, title }) => {
            const change = consequences?.get(verdict);
            return (
              <li key={verdict} className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Button size="sm" disabled={isDisabled} onClick={() => onChoose(verdict)}>
                  {title}
                </Button>
                {change && (
                  <span className="text-small text-ink2">
                    {wordsOf(change)}
                    <LostDecisions index={index} change={change} decided={decided} />
                  </span>
                )}
              </li>
            );
          })}
      </ul>
      <Button size="sm" variant="ghost" className="self-start" onClick={onCancel}>
        Cancel
      </Button>
    </>
  );
}

const wordsOf = ({ values, labels, gained, lost }: SuppositionChange): string =>
  `${formatNoun(values.length, "value")}, ${formatNoun(labels.length, "label")} change; pairs: ${gained.length} gained, ${lost.length} lost`;

type LostDecisionsProps = {
  index: TreeIndex;
  change: SuppositionChange;
  decided: readonly { readonly chosenPath: string; readonly rejectedPath: string }[];
};

/** Decisions on pairs that would be none any more; they are kept and count again if the pair comes back. */
function LostDecisions({ index, change, decided }: LostDecisionsProps) {
  const lost = new Set(change.lost.map(({ chosen, rejected }) => `${chosen} ${rejected}`));
  const touched = decided.filter(({ chosenPath, rejectedPath }) => lost.has(`${chosenPath} ${rejectedPath}`));
  if (touched.length === 0) return null;
  const names = touched.map(
    ({ chosenPath, rejectedPath }) =>
      `${nameOf(index.places.get(chosenPath))} over ${nameOf(index.places.get(rejectedPath))}`,
  );
  return (
    <b className="text-warn font-semibold">
      ; {formatNoun(touched.length, "decision")} on them would rest: {names.join(", ")}
    </b>
  );
}
