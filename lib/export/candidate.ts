import type { Fraction } from "../core/fraction.ts";
import type { Path } from "../core/path.ts";
import type { Message, Role, Task, Verdict } from "../core/tree.ts";

/** What a pair may carry of a person's word; null where nobody has said one. */
export type Decision = "accept" | "reject" | "swap" | "tie" | "flag" | null;

/** One completion as a row may hold it. */
export type Output = {
  readonly nodeId: string;
  readonly text: string;
  /** What the endpoint gave apart from the text; null where it gave none. */
  readonly reasoning: string | null;
  /** "length" where the token limit cut the text. */
  readonly finishReason: string | null;
  readonly verdict: Verdict | null;
  /** The backed-up value, 0 to 1, as a float for the file. */
  readonly value: number;
  /** Its claim that the answer it read is right, beside the judge's word; left out where either is missing. */
  readonly claim?: { readonly saysCorrect: boolean; readonly wasCorrect: boolean };
};

type Place = {
  readonly role: Role;
  /** Its verdict decides values: only then does an unknown one count. */
  readonly isLeaf: boolean;
  readonly runId: string;
  readonly treeId: string;
  readonly questionId: string;
  readonly questionText: string;
  readonly prompt: readonly Message[];
  /** Left out with unknown leaves, some label of it would be another one. */
  readonly restsOnUnknown?: boolean;
};

/** A positive completion. */
export type SftCandidate = Place & {
  readonly kind: "sft";
  readonly output: Output;
  readonly isPaired: boolean;
};

/** Two siblings; `margin` is the exact gap between their values, above 0. A `reward` row carries it. */
export type PairCandidate = Place & {
  readonly kind: "dpo" | "reward";
  readonly chosen: Output;
  readonly rejected: Output;
  readonly margin: Fraction;
  readonly decision: Decision;
  /** Where the two hang: siblings have it in common within a tree. */
  readonly parentPath: Path;
};

/** A completion and whether it is wanted: no pair is needed. */
export type KtoCandidate = Place & {
  readonly kind: "kto";
  readonly output: Output;
  readonly isPositive: boolean;
};

/** One way from the question to a leaf, a label a role turn: not reasoning steps. `prompt` is the question. */
export type StepCandidate = Place & {
  readonly kind: "step";
  readonly turns: readonly {
    readonly output: Output;
    readonly isPositive: boolean;
    /** Left out with unknown leaves, its label would be another one. */
    readonly restsOnUnknown?: boolean;
  }[];
};

/** A question with its ground truth; a reward function reads what the trainer samples. */
export type GrpoCandidate = Place & { readonly kind: "grpo"; readonly gold: string; readonly task: Task };

export type Candidate = SftCandidate | PairCandidate | KtoCandidate | StepCandidate | GrpoCandidate;

/** Whether a candidate holds a chosen and a rejected completion. */
export const isPair = (candidate: Candidate): candidate is PairCandidate =>
  candidate.kind === "dpo" || candidate.kind === "reward";

/** The completions of a candidate in order: none, one, the chosen and the rejected, or a turn each. */
export function outputsOf(candidate: Candidate): readonly Output[] {
  if (isPair(candidate)) return [candidate.chosen, candidate.rejected];
  if (candidate.kind === "step") return candidate.turns.map(({ output }) => output);
  return candidate.kind === "grpo" ? [] : [candidate.output];
}

/** Unique over an export. */
export const identityOf = (candidate: Candidate): string =>
  [
    candidate.kind,
    ...(candidate.kind === "grpo" ? [candidate.treeId] : outputsOf(candidate).map(({ nodeId }) => nodeId)),
  ].join(" ");
