import type { RuleDraft } from "./rule-draft.ts";

/** What every part of the form gets: the fields, a way to change some, and what is wrong by the rule's field names. */
export type RuleFieldsProps = {
  readonly draft: RuleDraft;
  readonly onChange: (fields: Partial<RuleDraft>) => void;
  readonly errorAt: (path: string) => string | null;
};
