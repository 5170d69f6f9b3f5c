import { outputsOf, type Candidate } from "./candidate.ts";
import type { DropReason } from "./drop-reason.ts";
import type { Selection } from "./select-each.ts";

/** One candidate that was left out, as far as a person needs it to go and look. */
export type DroppedExample = {
  readonly kind: Candidate["kind"];
  readonly role: string;
  readonly treeId: string;
  readonly question: string;
  /** None for a question's own row. */
  readonly nodeIds: readonly string[];
};
export type DroppedExamples = Partial<Record<DropReason, DroppedExample[]>>;

const mostExamples = 5;

/** Keeps the first candidates that each reason left out, one a tree, so that a number leads to what it counts. */
export function keepExamples(): { add(selection: Selection): void; examples(): DroppedExamples } {
  const kept: DroppedExamples = {};
  return {
    add: (selection) => {
      if (!("dropped" in selection)) return;
      const { candidate, dropped } = selection;
      const some = (kept[dropped] ??= []);
      if (some.length >= mostExamples || some.some(({ treeId }) => treeId === candidate.treeId)) return;
      some.push({
        kind: candidate.kind,
        role: candidate.role,
        treeId: candidate.treeId,
        question: candidate.questionText.slice(0, 160),
        nodeIds: outputsOf(candidate).map(({ nodeId }) => nodeId),
      });
    },
    examples: () => kept,
  };
}
