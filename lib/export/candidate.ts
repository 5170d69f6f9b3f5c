import type { Fraction } from "../core/fraction.ts";
import type { Message, Role, Verdict } from "../core/tree.ts";

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
};

/** A positive completion. */
export type SftCandidate = Place & {
  readonly kind: "sft";
  readonly output: Output;
  readonly isPaired: boolean;
};

/** Two siblings; `margin` is the exact gap between their values, above 0. */
export type DpoCandidate = Place & {
  readonly kind: "dpo";
  readonly chosen: Output;
  readonly rejected: Output;
  readonly margin: Fraction;
  readonly decision: Decision;
};

export type Candidate = SftCandidate | DpoCandidate;
