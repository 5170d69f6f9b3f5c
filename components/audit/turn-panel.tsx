"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { Card } from "@/components/ui/card.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import { compareSuppositions } from "@/lib/client/compare-suppositions.ts";
import { type SupposedPair, supposeTree } from "@/lib/client/suppose-tree.ts";
import { asItStands } from "@/lib/client/supposition.ts";
import { treeQuery } from "@/lib/client/trees.ts";
import { parentPath, type Path } from "@/lib/core/path.ts";
import type { AuditedLeaf } from "@/lib/http/wire/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import { placeText, verdictWords } from "./audit-words.ts";

/** What the other verdict on this leaf would change, from the leaf up, by the functions of what-if; nothing is saved. */
export function TurnPanel({ run, leaf }: { run: Run; leaf: AuditedLeaf }) {
  const { data: tree } = useQuery({ ...treeQuery(leaf.treeId), staleTime: 60_000 });
  const title = `If you mark ${placeText(leaf.path, run.roles).split(" · ").at(-1)} ${verdictWords[leaf.turnsTo]}`;
  if (!tree) return <Skeleton className="h-60 max-xl:hidden" />;
  const base = supposeTree(tree, asItStands(tree));
  const turned = supposeTree(tree, { ...asItStands(tree), turned: new Map([[leaf.path, leaf.turnsTo]]) });
  const change = compareSuppositions(base, turned);
  const flipped = new Set(change.labels);
  const after = new Map(turned.tree.nodes.map((node) => [node.path, node]));
  const before = new Map(base.tree.nodes.map((node) => [node.path, node]));
  const line: Path[] = [];
  for (let path = leaf.path; path !== ""; path = parentPath(path)) line.push(path);
  return (
    <Card className="sticky top-16 p-4 max-xl:hidden">
      <section aria-label={title}>
        <h2 className="text-section">{title}</h2>
        <p className="text-small text-ink3 mb-2 font-mono">{placeText(leaf.path, run.roles)}</p>
        <ul className="flex flex-col">
          {line.map((path) => {
            const [was, is] = [before.get(path), after.get(path)];
            if (!was || !is) return null;
            return (
              <li key={path} className="grid h-[30px] grid-cols-[40px_72px_18px_1fr] items-center gap-1.5">
                <b>{placeText(path, run.roles).split(" · ").at(-1)}</b>
                <Value node={was} threshold={tree.threshold} />
                <ArrowRight aria-label="becomes" size={13} className="text-ink3" />
                <span className="flex items-center gap-1.5">
                  <Value node={is} threshold={tree.threshold} />
                  {flipped.has(path) && <Tag tone="accent">flips</Tag>}
                </span>
              </li>
            );
          })}
        </ul>
        <div className="border-line mt-2 border-t pt-2">
          <h3 className="text-small text-ink2 mb-1 font-semibold">
            Pairs in this tree: {base.pairs.length}
            {turned.pairs.length === base.pairs.length ? ", still " : " → "}
            {turned.pairs.length}
          </h3>
          <PairLines sign="+" pairs={change.gained} run={run} />
          <PairLines sign="−" pairs={change.lost} run={run} />
          {change.gained.length + change.lost.length === 0 && (
            <p className="text-small text-ink3">No pair appears or vanishes.</p>
          )}
        </div>
      </section>
    </Card>
  );
}

/** More of the same is a wall. */
const mostPairs = 8;

function PairLines({ sign, pairs, run }: { sign: string; pairs: readonly SupposedPair[]; run: Run }) {
  const short = (path: Path): string | undefined => placeText(path, run.roles).split(" · ").at(-1);
  return (
    <ul className="text-small">
      {pairs.slice(0, mostPairs).map(({ chosen, rejected, role }) => (
        <li key={`${chosen} ${rejected}`} className="flex h-[22px] items-center gap-2">
          <b className="w-3 font-mono">{sign}</b>
          {short(chosen)} over {short(rejected)}
          <span className="text-ink3 ml-auto">
            {run.roles.find(({ name }) => name === role)?.title.toLowerCase()}
          </span>
        </li>
      ))}
      {pairs.length > mostPairs && (
        <li className="text-ink3">
          {sign} {formatNoun(pairs.length - mostPairs, "more pair")}
        </li>
      )}
    </ul>
  );
}

function Value({ node, threshold }: { node: TreeNode; threshold: number }) {
  const { valueNumerator: top, valueDenominator: bottom } = node;
  return (
    <span className="flex items-center gap-1.5 font-semibold whitespace-nowrap">
      <ValueGlyph value={node.value} threshold={threshold} />
      {top === null ? "–" : bottom === 1 ? top : `${top}/${bottom}`}
    </span>
  );
}
