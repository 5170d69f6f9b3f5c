import Link from "next/link";
import type { ExportRowPlace } from "@/lib/http/wire/export-rows.ts";

/** Where a row's node is drawn; of a pair the chosen one, beside the other. */
function nodeHref({ treeId, nodeIds, isPair }: ExportRowPlace): string {
  const node = isPair ? nodeIds[0] : nodeIds.at(-1);
  return `/trees/${treeId}${node === undefined ? "" : `?node=${node}`}`;
}

/** Where a pair is judged; there it stands as credit has it, before a swap. */
function pairHref({ runId, treeId, nodeIds, decision }: ExportRowPlace): string {
  const [chosen = "", rejected = ""] = decision === "swap" ? nodeIds.toReversed() : nodeIds;
  return `/runs/${runId}/pairs?tree=${treeId}&chosen=${chosen}&rejected=${rejected}`;
}

const linkClass = "text-accent inline-flex min-h-6 items-center hover:underline pointer-coarse:min-h-11";

/** From a row to its node in the tree, and of a pair to its place in curation. */
export function RowLinks({ place }: { readonly place: ExportRowPlace }) {
  const words = place.nodeIds.length === 0 ? "Its tree" : "Its node";
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {place.isPair ? (
        <>
          <Link href={nodeHref(place)} className={linkClass}>
            Chosen
          </Link>
          <Link
            href={nodeHref({ ...place, nodeIds: place.nodeIds.slice(1), isPair: false })}
            className={linkClass}
          >
            Rejected
          </Link>
          <Link href={pairHref(place)} className={linkClass}>
            Pair
          </Link>
        </>
      ) : (
        <Link href={nodeHref(place)} className={linkClass}>
          {words}
        </Link>
      )}
    </span>
  );
}
