import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import type { NodeInPlace } from "@/lib/http/wire/nodes.ts";

type NodeSourceProps = { readonly node: NodeInPlace; readonly onOpen: (nodeId: string) => void };

/** Which completion is being judged, its question, and the ones beside it in the tree. */
export function NodeSource({ node, onOpen }: NodeSourceProps) {
  const step = (nodeId: string | null) => ({
    disabled: nodeId === null,
    onClick: () => nodeId !== null && onOpen(nodeId),
  });
  return (
    <section aria-label="The completion" className="bg-sunken rounded-[8px] px-3.5 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <RoleMark role={node.role} />
        <b>{node.role.title}</b>
        <code className="text-ink3">{node.path}</code>
        <span className="text-small text-ink2 min-w-0 truncate">
          question {node.index + 1} of{" "}
          <Link href={`/runs/${node.runId}`} className="text-accent underline">
            {node.runName}
          </Link>
        </span>
        <span className="ml-auto flex items-center gap-1.5">
          <Link
            href={`/trees/${node.treeId}?node=${node.path}`}
            className="text-accent text-small hover:underline"
          >
            In its tree
          </Link>
          <Button
            size="sm"
            isIcon
            aria-label="Previous completion of this tree (k)"
            title="Previous completion of this tree (k)"
            {...step(node.previousNodeId)}
          >
            <ChevronLeft aria-hidden size={14} />
          </Button>
          <Button
            size="sm"
            isIcon
            aria-label="Next completion of this tree (j)"
            title="Next completion of this tree (j)"
            {...step(node.nextNodeId)}
          >
            <ChevronRight aria-hidden size={14} />
          </Button>
        </span>
      </div>
      {node.runJudge.ruleVersion !== null && (
        <p className="text-small text-ink2 mt-1">
          Its run judges by rule {node.runJudge.ruleVersion} of its data set.
        </p>
      )}
      <p
        dir="auto"
        className="text-small text-ink2 mt-1.5 line-clamp-3 text-start wrap-anywhere"
        title={node.question.text}
      >
        {node.question.text}
      </p>
    </section>
  );
}
