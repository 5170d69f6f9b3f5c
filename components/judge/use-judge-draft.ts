import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import type { Task } from "@/lib/core/tree.ts";
import { nodeQuery } from "@/lib/client/judge.ts";
import type { NodeInPlace } from "@/lib/http/wire/nodes.ts";
import { fitsAddress, judgeAddress } from "./judge-address.ts";

/** A text with all that its judging rests on. */
export type JudgeDraft = {
  readonly task: Task;
  /** The data set whose own rule judges; null: the task's judge. */
  readonly dataset: string | null;
  /** Which version of that rule; null: the one that counts now. */
  readonly ruleVersion: number | null;
  readonly gold: string;
  readonly text: string;
  /** As asked; the judge looks at it for what it repeats, such as an inequality. May be empty. */
  readonly question: string;
  /** "A: kiln" a line. */
  readonly choices: string;
  /** The text stopped at the token limit. */
  readonly isCut: boolean;
};

const draftOf = ({ question, text, isTruncated, runJudge, datasetId }: NodeInPlace): JudgeDraft => ({
  task: question.task,
  dataset: runJudge.rule === null ? null : datasetId,
  ruleVersion: runJudge.ruleVersion,
  gold: question.gold,
  text,
  question: question.text,
  choices: (question.choices ?? []).map((choice) => `${choice.label}: ${choice.text}`).join("\n"),
  isCut: isTruncated,
});

/**
 * What is judged, kept in the address: a stored node by its id, or typed fields. Changing a field of a node lets go of
 * it: from then on it is a text of one's own. A text too long for an address stays in this tab alone.
 */
export function useJudgeDraft() {
  const [address, setAddress] = useQueryStates(judgeAddress, { history: "replace", throttleMs: 300 });
  const [longText, setLongText] = useState<string | null>(null);
  const node = useQuery({ ...nodeQuery(address.node ?? ""), enabled: address.node !== null });
  const isNode = address.node !== null;
  const { task, dataset, rule, gold, question, choices, cut } = address;
  const text = longText ?? address.text;
  const typed: JudgeDraft = { task, dataset, ruleVersion: rule, gold, text, question, choices, isCut: cut };
  const draft = isNode ? (node.data ? draftOf(node.data) : null) : typed;

  const change = (fields: Partial<JudgeDraft>): void => {
    const next = { ...(draft ?? typed), ...fields };
    const fits = fitsAddress(next.text + next.question);
    setLongText(fits ? null : next.text);
    void setAddress({
      node: null,
      task: next.task,
      dataset: next.dataset,
      rule: next.ruleVersion,
      gold: next.gold,
      text: fits ? next.text : "",
      question: next.question,
      choices: next.choices,
      cut: next.isCut,
    });
  };
  const openNode = (nodeId: string): void => {
    setLongText(null);
    void setAddress(
      {
        node: nodeId,
        task: null,
        dataset: null,
        rule: null,
        gold: null,
        text: null,
        question: null,
        choices: null,
        cut: null,
      },
      { history: "push" },
    );
  };
  return {
    draft,
    node,
    nodeId: address.node,
    isTooLong: !isNode && longText !== null,
    change,
    openNode,
  };
}
