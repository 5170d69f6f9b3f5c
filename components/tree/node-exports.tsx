"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatMoment } from "@/components/ui/format.ts";
import { treeExportsQuery } from "@/lib/client/export-rows.ts";
import type { TreeExports } from "@/lib/http/wire/export-rows.ts";
import { Section } from "./section.tsx";

type NodeExportsProps = { readonly treeId: string; readonly nodeId: string };

/** In which finished exports a node stands, and as what; nothing where its run has none. */
export function NodeExports({ treeId, nodeId }: NodeExportsProps) {
  const { data, error, refetch } = useQuery(treeExportsQuery(treeId));
  if (error)
    return (
      <Section title="In exports">
        <ErrorNote error={error} title="The exports could not be read" onRetry={refetch} />
      </Section>
    );
  if (!data || data.exports.length === 0) return null;
  const own = data.items.filter((item) => item.nodeId === nodeId);
  const holding = data.exports.flatMap((made) => {
    const items = own.filter(({ exportId }) => exportId === made.id);
    return items.length === 0 ? [] : [{ made, items }];
  });
  return (
    <Section
      title="In exports"
      note={
        data.older > 0 && `the newest ${data.exports.length}; ${formatCount(data.older)} older not looked at`
      }
    >
      {holding.length === 0 && <p className="text-small text-ink2">In none of this run’s exports.</p>}
      <ul className="text-small">
        {holding.map(({ made, items }) => (
          <li key={made.id} className="flex min-h-6 flex-wrap items-center gap-x-2">
            <Link
              href={`/exports/${made.id}`}
              className="text-accent inline-flex min-h-6 items-center hover:underline pointer-coarse:min-h-11"
            >
              {made.format} <code className="ml-1">{made.recipeHash.slice(0, 8)}</code>
            </Link>
            <span className="text-ink2">{wordsOf(items)}</span>
            <span className="text-ink3 ml-auto">{formatMoment(made.createdAt)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const asWords = { row: "row", chosen: "chosen", rejected: "rejected", turn: "a turn" } as const;

/** "SFT row, DPO chosen 3 times". */
function wordsOf(items: TreeExports["items"]): string {
  const groups = Map.groupBy(items, ({ kind, as }) => `${kind.toUpperCase()} ${asWords[as]}`);
  return [...groups]
    .map(([words, some]) => (some.length === 1 ? words : `${words} ${formatCount(some.length)} times`))
    .join(", ");
}
