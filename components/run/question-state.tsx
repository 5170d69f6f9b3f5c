import { Tag } from "@/components/ui/tag.tsx";
import { formatCount } from "@/components/ui/format.ts";
import type { TreeItem } from "@/lib/http/wire/runs.ts";

/** How far a tree is, and what stands out of it: each a filter of the list too. */
export function QuestionState({ tree, isTried }: { tree: TreeItem; isTried: boolean }) {
  if (tree.status === "waiting") return <span className="text-ink3">waiting</span>;
  const isPlain = tree.overrides + tree.disagreements + tree.localDisagreements === 0;
  return (
    <>
      {tree.status === "growing" && (
        <span className="text-ink2 whitespace-nowrap">
          {formatCount(tree.nodesDone)} of {formatCount(tree.nodesTotal)}
        </span>
      )}
      {tree.status === "completed" && isPlain && <span className="text-ink3">done</span>}
      {tree.status === "failed" && <Tag tone="danger">failed parts</Tag>}
      {tree.overrides > 0 && <Tag tone="accent">{tree.overrides} overridden</Tag>}
      {tree.disagreements > 0 && (
        <Mark
          isTried={isTried}
          title="Nodes whose own answer has one verdict while their label, from the leaves below, says the other"
        >
          {tree.disagreements} own ≠
        </Mark>
      )}
      {tree.localDisagreements > 0 && (
        <Mark
          isTried={isTried}
          title="Nodes whose label, by the mean of the leaves, differs from the majority of their children's"
        >
          {tree.localDisagreements} local ≠
        </Mark>
      )}
    </>
  );
}

/** Grey while another threshold is tried than the one its count is of. Above the row's link, so that the pointer finds the title. */
function Mark({ title, isTried, children }: { title: string; isTried: boolean; children: React.ReactNode }) {
  return (
    <Tag
      tone={isTried ? "neutral" : "accent"}
      className="relative z-10 shrink-0"
      title={isTried ? `${title}; at the saved θ` : title}
    >
      {children}
    </Tag>
  );
}
