import type { Fraction } from "./fraction.ts";
import type { Path } from "./path.ts";

/** What the judge says of an answer. `unknown` means that it could not tell, never that the answer is wrong. */
export type Verdict = "correct" | "incorrect" | "unknown";
export type Label = "positive" | "negative";
/** What a verifier says of the answer it read. Shown, never credit. */
export type Claim = "correct" | "incorrect";
/** A role's name within its protocol, such as "generator". */
export type Role = string;
export type Task = "gsm8k" | "math" | "csqa" | "hotpotqa" | "custom";
export const tasks = ["gsm8k", "math", "csqa", "hotpotqa", "custom"] as const satisfies readonly Task[];

/** How a leaf without a readable verdict enters the mean: as 0 (the paper's reward), or not at all. */
export type UnknownLeaves = "incorrect" | "exclude";
/** Whether a node above a part that failed for good may carry a label. */
export type Incomplete = "exclude" | "include";

export type Question = {
  readonly text: string;
  readonly gold: string;
  readonly task: Task;
  /** Whatever else the row carried: level, subject, choices … */
  readonly meta: Readonly<Record<string, unknown>>;
};

/** A stored completion without its text: all that plans, values and pairs look at. */
export type ShapeNode = {
  readonly path: Path;
  readonly role: Role;
  /** The verdict that counts: an override wins over the judge. Null where the role has no answer. */
  readonly verdict: Verdict | null;
  readonly claim: Claim | null;
};
export type RecordNode = ShapeNode & { readonly text: string };

/** One tree as it stands, texts left out. */
export type TreeShape = {
  readonly nodes: readonly ShapeNode[];
  /** Slots that will never be filled; nothing grows below them. */
  readonly failed: readonly Path[];
};

/** One tree with its texts: what a prompt is made from. */
export type TreeRecord = Omit<TreeShape, "nodes"> & {
  readonly question: Question;
  readonly nodes: readonly RecordNode[];
};

/** A place in a tree that a completion can fill, once. */
export type Slot = { readonly path: Path; readonly role: Role };

export type Message = { readonly role: "system" | "user" | "assistant"; readonly content: string };

/** What the backup says of one node. */
export type NodeValue = {
  /** Null while the subtree is unfinished, and where no leaf below is known under "exclude". */
  readonly value: Fraction | null;
  readonly leaves: number;
  readonly correctLeaves: number;
  /** A part below failed for good: the value is a mean over fewer children than planned. */
  readonly isIncomplete: boolean;
  /** No slot below is still open. */
  readonly isFinished: boolean;
};

/** Two siblings, one positive and one negative; identity is (chosen, rejected). */
export type PreferencePair = {
  readonly role: Role;
  readonly chosen: Path;
  readonly rejected: Path;
  readonly margin: Fraction;
};
