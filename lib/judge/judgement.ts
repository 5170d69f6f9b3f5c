import type { Task, Verdict } from "../core/tree.ts";
import type { AlgebraLibrary } from "./algebra/algebra-library.ts";
import type { GoldProblem } from "./gold-problem.ts";
import type { JudgeRule } from "./rules/judge-rule.ts";

export type Choice = { readonly label: string; readonly text: string };

export type JudgeInput = {
  readonly task: Task;
  readonly text: string;
  readonly gold: string;
  readonly choices?: readonly Choice[];
  /** As asked; told of inequalities repeated as an answer, and of a percentage asked for. */
  readonly question?: string;
  /** The text stopped at the token limit: only an explicit final form counts then. */
  readonly isTruncated?: boolean;
  /** Judges instead of the task's own way. */
  readonly rule?: JudgeRule;
  /** Reads the gold alone: the judgement says by its `goldProblem` what is wrong with it, or null. */
  readonly isGoldCheck?: boolean;
};

export type Reason =
  | "equal-string"
  | "equal-exact"
  | "equal-set"
  /** The algebra library holds the formulas to be one, and every sample agrees. */
  | "equal-symbolic"
  /** No sample differs in 640 bits; nothing proves it. */
  | "equal-sampled"
  /** A rule's: numbers no further apart than it allows. */
  | "within-tolerance"
  /** A rule's: as many words shared as it asks for. */
  | "f1-reached"
  | "different-value"
  | "different-type"
  | "different-length"
  | "different-unit"
  | "no-answer"
  | "empty-answer"
  | "unbalanced-box"
  | "ambiguous"
  | "abstained"
  | "truncated"
  | "too-large"
  | "unparsed-answer"
  | "unparsed-gold"
  | "undecided"
  | "timeout"
  | "worker-crashed"
  | "failed";

export type Method = "string" | "exact" | "structure" | "library" | "sampling" | "em" | "none";

/** Where an answer was read; 1 is an explicit final form, higher tiers are weaker. */
export type Tier =
  | "hash"
  | "box"
  | "marker"
  | "statement"
  | "bold"
  | "whole"
  | "last-line"
  | "last-number"
  /** A rule's regular expression. */
  | "pattern";

export type Alternative = {
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly tier: Tier;
};

/** `text.slice(start, end) === raw`, offsets in UTF-16 units of the text as given. */
export type Answer = {
  readonly raw: string;
  readonly normalized: string;
  readonly start: number;
  readonly end: number;
};

export type Flag =
  | "form"
  | "percent-sign"
  | "unit-missing"
  | "unit-converted"
  | "base-missing"
  | "last-number"
  | "duplicates";

export type Judgement = {
  readonly verdict: Verdict;
  readonly answer: Answer | null;
  readonly method: Method;
  readonly reason: Reason;
  readonly normalizedGold: string;
  readonly flags: readonly Flag[];
  /** Read from the last number alone, without a closing form. */
  readonly weak: boolean;
  /** Two closing forms disagree; the later one was judged. */
  readonly conflict: boolean;
  readonly alternatives: readonly Alternative[];
  readonly tier: Tier | null;
  /** Token F1, HotpotQA only. */
  readonly f1?: number;
  readonly judgeVersion: string;
  readonly typeAnswer?: string;
  readonly typeGold?: string;
  /** The algebra library, where equality rests on it. */
  readonly library?: { readonly name: string; readonly version: string };
  /** Of a gold check alone. */
  readonly goldProblem?: GoldProblem | null;
};

/** How an answer compares with its gold, before the answer's place is added. */
export type Comparison = {
  readonly verdict: Verdict;
  readonly method: Method;
  readonly reason: Reason;
  readonly flags: readonly Flag[];
};

/** What a comparison may look at beside the two answers. */
export type Surroundings = {
  readonly question?: string;
  /** Asked only where exact rules cannot tell. */
  readonly library?: AlgebraLibrary;
};
