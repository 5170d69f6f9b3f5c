"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authorOf, useAuthor } from "@/components/curate/use-author.ts";
import { ApiError } from "@/lib/client/api-error.ts";
import { addRule, chooseRule } from "@/lib/client/rules.ts";
import type { JudgeRule } from "@/lib/http/wire/judge-rules.ts";
import { draftOf, type RuleDraft, ruleOf } from "./rule-draft.ts";

/** Issues of the form that a person has not come to yet are no errors: an empty field is told of when it is saved. */
const wordsOf = (message: string): string => message.replace(/^Too small: .*/, "Fill it in.");

/** The rule being edited, what is wrong with it, and the ways to make it count. */
export function useRuleEditor(datasetId: string, current: JudgeRule | null) {
  const client = useQueryClient();
  const [author] = useAuthor();
  const [edited, setEdited] = useState<RuleDraft | null>(null);
  const [note, setNote] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const draft = edited ?? draftOf(current);
  const made = ruleOf(draft);
  const rule = "rule" in made ? made.rule : null;
  const done = (): void => {
    setEdited(null);
    setNote("");
    setIsAsked(false);
    void client.invalidateQueries({ queryKey: ["datasets"] });
  };
  const save = useMutation({
    mutationFn: (saved: JudgeRule) =>
      addRule(datasetId, { rule: saved, ...(note.trim() && { note: note.trim() }), ...authorOf(author) }),
    onSuccess: done,
  });
  const choose = useMutation({
    mutationFn: (version: number | null) => chooseRule(datasetId, version),
    onSuccess: done,
  });
  const refused =
    save.error instanceof ApiError && JSON.stringify(save.variables) === JSON.stringify(rule)
      ? (save.error.problem.errors ?? [])
      : [];
  const errorAt = (path: string): string | null => {
    const issue = "issues" in made ? made.issues.find((one) => one.path.join(".") === path) : undefined;
    const isEmpty = issue?.code === "too_small";
    if (issue && (!isEmpty || isAsked)) return wordsOf(issue.message);
    return refused.find((one) => one.path === `rule.${path}`)?.message ?? null;
  };
  return {
    draft,
    rule,
    note,
    setNote,
    errorAt,
    save,
    choose,
    isChanged: JSON.stringify(rule) !== JSON.stringify(current),
    edit: (copied: JudgeRule) => setEdited(draftOf(copied)),
    change: (fields: Partial<RuleDraft>) => setEdited({ ...draft, ...fields }),
    submit: () => {
      setIsAsked(true);
      if (rule !== null) save.mutate(rule);
    },
  };
}
