/** Where a rule reads the answer in a text. */
export type RuleExtraction =
  /** Where the data set's task looks. */
  | { readonly kind: "task" }
  | { readonly kind: "whole" }
  /** The last line that is not empty. */
  | { readonly kind: "last_line" }
  /** What follows the last `marker` on its line; on the next line where nothing does. */
  | { readonly kind: "after"; readonly marker: string }
  /** A group of the last match. */
  | ({ readonly kind: "regex" } & RulePattern);

/** A person's regular expression, compiled with `u`. Runs in the judge's workers only, which can be ended. */
export type RulePattern = {
  readonly pattern: string;
  readonly flags: "" | "i" | "m" | "im";
  /** 0 is the whole match. */
  readonly group: number;
};

/** The same characters, white space at the ends aside. */
export type ExactComparison = { readonly kind: "exact" };

/** The same text once what is ignored is taken away. */
export type FoldedComparison = {
  readonly kind: "folded";
  readonly ignoreCase: boolean;
  /** Any run of white space counts as one space. */
  readonly ignoreSpaces: boolean;
  /** All but signs that are part of a number. */
  readonly ignorePunctuation: boolean;
};

/** Equal numbers; or within `absolute`, or within `relative` times the gold's size. Decimals as written, so exact. */
export type NumericComparison = {
  readonly kind: "numeric";
  readonly absolute: string | null;
  readonly relative: string | null;
};

export type RuleComparison = ExactComparison | FoldedComparison | NumericComparison;

/** What a data set of its own uses instead of its task's judge: where the answer stands, and what counts as equal. */
export type JudgeRule = { readonly extraction: RuleExtraction } & (
  | RuleComparison
  /** Answer and gold are compared by what a group of the last match holds. */
  | ({
      readonly kind: "regex";
      /** Whether the pattern reads the gold too. */
      readonly readsGold: boolean;
      readonly compare: RuleComparison;
    } & RulePattern)
  /** The gold is a list; any of its answers will do. */
  | {
      readonly kind: "accepted";
      readonly list: { readonly kind: "json" } | { readonly kind: "separator"; readonly separator: string };
      readonly compare: RuleComparison;
    }
  /** Token F1 (SQuAD) from `threshold`, a decimal in (0, 1]. */
  | { readonly kind: "f1"; readonly threshold: string }
);
