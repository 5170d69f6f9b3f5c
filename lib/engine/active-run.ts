import type { RunRow } from "../../db/rows.ts";
import type { StoredBudget } from "../../db/stored-types.ts";
import type { RunConfig } from "../http/wire/runs.ts";
import type { JudgeRule } from "../judge/rules/judge-rule.ts";
import type { Ledger } from "./budget.ts";
import type { FailureKind } from "./endpoint-failure.ts";
import type { OpenTree } from "./open-tree.ts";
import type { Pace } from "./pace.ts";
import type { RunPolicy } from "./run-policy.ts";
import type { TreeSource } from "./tree-source.ts";

export type WaitingFor = "rate_limit" | "budget" | "endpoint" | "user";
export type Waiting = {
  readonly for: WaitingFor;
  readonly until: Date | null;
  readonly reason: string;
  /** For its budget: what each cap would have to be for the run to end. */
  readonly budgetToFinish?: StoredBudget;
};

/** A tree of the run that nobody has opened yet. */
export type WaitingTree = {
  readonly id: string;
  readonly position: number;
  readonly questionId: string;
  readonly isStarted: boolean;
};

/** A run that this process is growing. */
export type ActiveRun = {
  readonly id: string;
  row: RunRow;
  config: RunConfig;
  policy: RunPolicy;
  /** Judges instead of each question's task; null: the task's own way. */
  readonly rule: JudgeRule | null;
  /** Rises with creation: older runs go first. */
  readonly order: number;
  readonly source: TreeSource;
  readonly open: Map<string, OpenTree>;
  readonly ledger: Ledger;
  /** Tokens spent when the time of machines was shared out last. */
  countedTokens: number;
  inFlight: number;
  /** Of those in flight, the ones that were paid for or will be: from the reservation until all is stored. */
  paying: number;
  /** Trees that are being read from the store. */
  opening: number;
  /** Set once nothing more may start; what is under way is still stored. */
  stop: null | { readonly status: "paused" | "cancelled"; readonly waiting: Waiting | null };
  waiting: Waiting | null;
  /** Set once its last tree is closed: resolves when the final status is stored. */
  ended: Promise<void> | null;
  /** Changes of the run's row, one after the other. */
  writes: Promise<unknown>;
  /** Codes of notices that were given; each once. */
  readonly told: Set<string>;
  nodesSinceStart: number;
  readonly pace: Pace;
  /** Requests that failed since the run was taken up here, by kind. */
  readonly failures: Map<FailureKind, number>;
  /** Refused requests in a row before the first answer: the request itself is wrong then. */
  refusedFromStart: number;
  hasAnswered: boolean;
  /** Resolved when nothing is under way any more after a stop or the end. */
  readonly settled: { readonly promise: Promise<void>; readonly resolve: () => void };
};
