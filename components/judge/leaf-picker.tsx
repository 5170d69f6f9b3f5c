"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { runsQuery } from "@/lib/client/runs.ts";
import { treeQuery, treesInfiniteQuery } from "@/lib/client/trees.ts";
import type { Run, TreeItem } from "@/lib/http/wire/runs.ts";
import { VerdictGlyph } from "./verdict-glyph.tsx";

type LeafPickerProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPick: (nodeId: string) => void;
};

/** Run, question, completion: three lists, one after the other. */
export function LeafPicker({ isOpen, onClose, onPick }: LeafPickerProps) {
  const [run, setRun] = useState<Run | null>(null);
  const [tree, setTree] = useState<TreeItem | null>(null);
  const step = tree ? "completion" : run ? "question" : "run";
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      size="lg"
      title={`Pick a ${step}`}
      description={
        tree && run
          ? `${run.name}, question ${tree.index + 1}: ${tree.question.slice(0, 160)}`
          : run
            ? run.name
            : "The judge is tried on a stored completion: run, question, completion."
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 pb-3">
        {step !== "run" && (
          <Button
            size="sm"
            variant="ghost"
            className="justify-self-start"
            onClick={() => (tree ? setTree(null) : setRun(null))}
          >
            <ChevronLeft aria-hidden size={14} /> {tree ? "Questions" : "Runs"}
          </Button>
        )}
        {tree ? (
          <LeafList treeId={tree.id} onPick={onPick} />
        ) : run ? (
          <TreeList runId={run.id} onPick={setTree} />
        ) : (
          <RunList onPick={setRun} />
        )}
      </div>
    </Dialog>
  );
}

type ListQuery = {
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
};

function List({
  query,
  isEmpty,
  empty,
  children,
}: {
  query: ListQuery;
  isEmpty: boolean;
  empty: string;
  children: ReactNode;
}) {
  if (query.error)
    return <ErrorNote error={query.error} title="The list could not be read" onRetry={query.refetch} />;
  if (query.isPending) return <Skeleton className="h-60" />;
  if (isEmpty) return <EmptyNote title={empty} />;
  return <ul className="divide-line border-line rounded-control divide-y border">{children}</ul>;
}

function Row({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        className="hover:bg-sunken flex min-h-9 w-full items-center gap-2.5 px-3 py-1.5 text-left -outline-offset-2 pointer-coarse:min-h-11"
      >
        {children}
      </button>
    </li>
  );
}

function RunList({ onPick }: { onPick: (run: Run) => void }) {
  const [q, setQ] = useState("");
  const runs = useQuery(runsQuery({ q: useDebounced(q, 200), limit: 50 }));
  const items = runs.data?.items ?? [];
  return (
    <>
      <SearchInput aria-label="Find a run by name" placeholder="Name of a run" value={q} onChange={setQ} />
      <List query={runs} isEmpty={items.length === 0} empty="No run matches">
        {items.map((run) => (
          <Row key={run.id} onClick={() => onPick(run)}>
            <span className="min-w-0 flex-1 truncate">{run.name}</span>
            <span className="text-small text-ink3">
              {run.progress.treesTotal} questions
              {run.unknownLeaves > 0 && ` · ${run.unknownLeaves} unknown`}
            </span>
          </Row>
        ))}
      </List>
    </>
  );
}

function TreeList({ runId, onPick }: { runId: string; onPick: (tree: TreeItem) => void }) {
  const [q, setQ] = useState("");
  const settled = useDebounced(q, 200);
  const trees = useInfiniteQuery(treesInfiniteQuery(runId, settled === "" ? {} : { q: settled }));
  const items = (trees.data?.pages.flatMap((page) => page.items) ?? []).filter((tree) => tree.nodesDone > 0);
  return (
    <>
      <SearchInput aria-label="Find a question" placeholder="Question or gold" value={q} onChange={setQ} />
      <List query={trees} isEmpty={items.length === 0} empty="No question matches">
        {items.map((tree) => (
          <Row key={tree.id} onClick={() => onPick(tree)}>
            <span className="text-small text-ink3 w-8 shrink-0 text-right">{tree.index + 1}</span>
            <span dir="auto" className="min-w-0 flex-1 truncate text-start">
              {tree.question}
            </span>
            <span className="text-small text-ink3 shrink-0">
              {tree.correctLeaves} of {tree.leaves} correct
              {tree.unknownLeaves > 0 && `, ${tree.unknownLeaves} unknown`}
            </span>
          </Row>
        ))}
      </List>
      {trees.hasNextPage && (
        <Button size="sm" disabled={trees.isFetchingNextPage} onClick={() => void trees.fetchNextPage()}>
          More questions
        </Button>
      )}
    </>
  );
}

function LeafList({ treeId, onPick }: { treeId: string; onPick: (nodeId: string) => void }) {
  const tree = useQuery(treeQuery(treeId));
  const roles = new Map(
    (tree.data?.roles ?? []).filter((role) => role.isJudged).map((role) => [role.name, role]),
  );
  // Leaves first: they decide values.
  const nodes = (tree.data?.nodes ?? [])
    .filter((node) => roles.has(node.role))
    .toSorted((a, b) => b.depth - a.depth);
  return (
    <List query={tree} isEmpty={nodes.length === 0} empty="Nothing was judged here yet">
      {nodes.map((node) => {
        const role = roles.get(node.role);
        const verdict = node.override?.verdict ?? node.verdict;
        return (
          <Row key={node.id} onClick={() => onPick(node.id)}>
            {role && <RoleMark role={role} />}
            <code className="text-ink3 w-14 shrink-0">{node.path}</code>
            <VerdictGlyph verdict={verdict} />
            <code dir="auto" className="min-w-0 flex-1 truncate text-start">
              {node.answer?.raw ?? "no answer"}
            </code>
            {node.finishReason === "length" && <span className="text-small text-warn">cut</span>}
          </Row>
        );
      })}
    </List>
  );
}
