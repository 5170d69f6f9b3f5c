import type { z } from "zod";
import type { Fraction } from "../core/fraction.ts";
import type { Path } from "../core/path.ts";
import type {
  Incomplete,
  Label,
  Message,
  NodeValue,
  PreferencePair,
  Role,
  Slot,
  Task,
  TreeRecord,
  TreeShape,
  UnknownLeaves,
} from "../core/tree.ts";

/** What the rest of the studio needs to know of a role; it never asks for one by name. */
export type RoleSpec = {
  readonly name: Role;
  /** One capital, the role's mark on screen: hue means value, so roles are letters. */
  readonly letter: string;
  readonly title: string;
  /** Depth of its nodes in the tree, from 1. */
  readonly depth: number;
  /** The judge extracts an answer from its text and gives a verdict. */
  readonly isJudged: boolean;
  /** Its verdict decides values: a leaf. Only such nodes can be overridden. */
  readonly isLeaf: boolean;
  /** Its text claims that an answer is right or wrong. */
  readonly isClaiming: boolean;
};

/** What may be asked for now. Same record in, same slots out: resuming is looking which slots are empty. */
export type Plan = {
  /** Slots whose reads are all there, in path order. */
  readonly ready: readonly Slot[];
  /** Slots not yet filled nor failed, ready ones too, as far as the plan can count them. */
  readonly open: number;
  readonly isDone: boolean;
};

export type ValuePolicy = { readonly unknownLeaves: UnknownLeaves };

export type LabelPolicy = {
  /** The decimal as written, exact; a label is positive strictly above it. */
  readonly threshold: Fraction;
  readonly incomplete: Incomplete;
};

/** One node with its label, as a row may hold it. */
export type LabelledNode = {
  readonly role: Role;
  readonly path: Path;
  readonly value: Fraction;
  readonly isPositive: boolean;
};

/** One row before any format is given to it. */
export type TrainingRow =
  | {
      readonly kind: "sft";
      readonly role: Role;
      readonly path: Path;
      readonly value: Fraction;
      readonly isPaired: boolean;
    }
  | ({ readonly kind: "dpo" } & PreferencePair)
  | ({ readonly kind: "kto" } & LabelledNode)
  /** A way from the question to a leaf, a label a turn; `role` is the leaf's. */
  | { readonly kind: "step"; readonly role: Role; readonly turns: readonly LabelledNode[] }
  /** The question itself, for the role that answers it first. */
  | { readonly kind: "grpo"; readonly role: Role };

/** Mean completion length in tokens by role, measured or assumed. */
export type LengthMeans = Readonly<Record<Role, number>>;
/** What one tree costs, by role. Tokens are those of one request; a request serves all siblings where `n` is taken. */
export type Estimate = Readonly<
  Record<Role, { readonly completions: number; readonly groups: number; readonly promptTokens: number }>
>;

/**
 * One way to grow a record over a question and to credit its parts. A protocol is one folder: engine, store,
 * judge, data sets, exports and screens see only this. `Config` is the protocol's own part of a run's config.
 */
export interface Protocol<Config> {
  readonly name: string;
  readonly title: string;
  /** Parses the protocol's own fields out of a run's config. */
  readonly Config: z.ZodType<Config>;
  /** In order of depth. Every config of the protocol has the same role names in this version. */
  readonly roles: readonly RoleSpec[];
  plan(record: TreeShape, config: Config): Plan;
  /** The paths whose texts stand in the prompt of a slot. Siblings that read the same share one prompt. */
  reads(slot: Slot): readonly Path[];
  prompt(record: TreeRecord, slot: Slot, config: Config): readonly Message[];
  /** Exact values of all stored nodes; a null config (an import without one) takes the nodes there as all that were planned. */
  values(record: TreeShape, config: Config | null, policy: ValuePolicy): ReadonlyMap<Path, NodeValue>;
  /** Null where a node has no value, or is incomplete and the policy excludes those. */
  labels(values: ReadonlyMap<Path, NodeValue>, policy: LabelPolicy): ReadonlyMap<Path, Label | null>;
  /** Majority of the children's own labels, for comparison with the value (MALT A.5, "local pooling"). */
  localLabels(record: TreeShape, labels: ReadonlyMap<Path, Label | null>): ReadonlyMap<Path, Label | null>;
  pairs(
    record: TreeShape,
    values: ReadonlyMap<Path, NodeValue>,
    labels: ReadonlyMap<Path, Label | null>,
  ): readonly PreferencePair[];
  rows(
    record: TreeShape,
    values: ReadonlyMap<Path, NodeValue>,
    labels: ReadonlyMap<Path, Label | null>,
  ): readonly TrainingRow[];
  /** What a tree over a question of so many tokens costs. */
  estimate(questionTokens: number, config: Config, means: LengthMeans): Estimate;
  /** Children of one parent by role, where a run request leaves it open. */
  readonly defaultBranching: Readonly<Record<Role, number>>;
  /** The template a role uses where the run brings none. */
  defaultTemplate(task: Task, role: Role): string;
}
