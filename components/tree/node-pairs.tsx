"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { useDecisions } from "@/components/curate/use-decisions.ts";
import { stateWords } from "@/components/curate/verdicts.ts";
import { pairsInfiniteQuery } from "@/lib/client/pairs.ts";
import type { PairItem } from "@/lib/http/wire/pairs.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import { Section } from "./section.tsx";

type NodePairsProps = { index: TreeIndex; node: TreeNode; onCompare: (path: string) => void };

/** The preference pairs that a node is in, each with its decision, to accept or reject in place. */
export function NodePairs({ index, node, onCompare }: NodePairsProps) {
  const { tree } = index;
  const { data, error, refetch } = useInfiniteQuery(pairsInfiniteQuery(tree.runId, { nodeId: node.id }));
  const decisions = useDecisions(tree.runId);
  const pairs = data?.pages.flatMap((page) => page.items) ?? [];
  const count = index.pairs.own.get(node.path) ?? 0;
  const side = node.label === "positive" ? "as chosen" : "as rejected";
  return (
    <Section
      title="Pairs with this node"
      note={
        <ButtonLink size="sm" href={`/runs/${tree.runId}/pairs?tree=${tree.id}`}>
          Review <Kbd>p</Kbd>
        </ButtonLink>
      }
    >
      {error && <ErrorNote error={error} title="The pairs could not be read" onRetry={refetch} />}
      {decisions.error && (
        <ErrorNote error={decisions.error} title="The decision was not saved" className="mb-2" />
      )}
      <p className="text-small text-ink2">
        {count === 0 ? "None: no sibling has the other label." : `${count} ${side}`}
      </p>
      <ul className="mt-1">
        {pairs.map((pair) => (
          <Row
            key={`${pair.chosenNodeId} ${pair.rejectedNodeId}`}
            index={index}
            pair={pair}
            node={node}
            onCompare={onCompare}
          >
            {(["accept", "reject"] as const).map((verdict) => (
              <Button
                key={verdict}
                size="sm"
                disabled={decisions.isPending}
                aria-pressed={pair.decision?.verdict === verdict}
                className="aria-pressed:border-accent aria-pressed:bg-accentbg"
                onClick={() =>
                  decisions.decide({ pair, verdict: pair.decision?.verdict === verdict ? "clear" : verdict })
                }
              >
                {verdict === "accept" ? "Accept" : "Reject"}
              </Button>
            ))}
          </Row>
        ))}
      </ul>
    </Section>
  );
}

type RowProps = {
  index: TreeIndex;
  pair: PairItem;
  node: TreeNode;
  onCompare: (path: string) => void;
  children: React.ReactNode;
};

function Row({ index, pair, node, onCompare, children }: RowProps) {
  const otherPath = pair.chosenNodeId === node.id ? pair.rejectedPath : pair.chosenPath;
  return (
    <li className="text-small flex flex-wrap items-center gap-2 py-1">
      <button
        type="button"
        className="min-w-0 text-left hover:underline"
        onClick={() => onCompare(otherPath)}
      >
        <b>{nameOf(index.places.get(pair.chosenPath))}</b> over{" "}
        <b>{nameOf(index.places.get(pair.rejectedPath))}</b>, margin {pair.marginText}
      </button>
      <Link
        href={`/runs/${index.tree.runId}/pairs?tree=${pair.treeId}&chosen=${pair.chosenNodeId}&rejected=${pair.rejectedNodeId}`}
        className="text-accent inline-flex min-h-6 items-center hover:underline pointer-coarse:min-h-11"
      >
        Open
        <span className="sr-only">
          {" "}
          {nameOf(index.places.get(pair.chosenPath))} over {nameOf(index.places.get(pair.rejectedPath))} in
          curation
        </span>
      </Link>
      {pair.decision && (
        <Tag>
          {stateWords[pair.decision.verdict]}
          {pair.decision.author ? ` · ${pair.decision.author}` : ""}
        </Tag>
      )}
      <span className="ml-auto flex gap-1.5">{children}</span>
    </li>
  );
}
