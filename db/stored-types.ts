import type { Verdict } from "../lib/core/tree.ts";

/** What stands in the JSON columns of both dialects. All of it is plain JSON: times are ISO 8601 strings here. */
export type RejectedLine = { readonly line: number; readonly reason: string };

export type Prices = Readonly<
  Record<
    string,
    | {
        readonly promptPerMillion: number;
        readonly cachedPromptPerMillion?: number | undefined;
        readonly completionPerMillion: number;
      }
    | { readonly gpuHourUsd: number }
  >
>;

export type StoredBudget = {
  readonly usd?: number | undefined;
  readonly tokens?: number | undefined;
  readonly requests?: number | undefined;
};

export type StoredNotice = {
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly level: "info" | "warning" | "error";
};

/** `text.slice(start, end)` is `raw`; UTF-16 units. */
export type StoredAnswer = {
  readonly raw: string;
  readonly normalized: string;
  readonly start: number;
  readonly end: number;
};

export type StoredJudgement = {
  readonly method: string;
  readonly reason: string;
  readonly version: string;
  readonly flags: readonly string[];
};

/** By what a run judges: the rule in full, so that it stays when the data set's changes; null is the task's own way. */
export type StoredRunJudge = {
  readonly judgeVersion: string;
  readonly ruleVersion: number | null;
  readonly rule: Json | null;
};

/** By what the golds of a data set were read last, and how many could not be. */
export type StoredGoldCheck = {
  readonly judgeVersion: string;
  readonly ruleVersion: number | null;
  readonly problems: number;
};

export type StoredOverride = {
  readonly verdict: Verdict;
  readonly author: string | null;
  readonly reason: string | null;
  readonly at: string;
};

/** `[numerator, denominator]` of each node of a role in path order; null where a node has no value. */
export type RoleValues = Readonly<Record<string, readonly (readonly [number, number] | null)[]>>;
export type RoleNumbers = Readonly<Record<string, number>>;
/** Counts by the first judged verdict on a path (outer) and the leaf's (inner); what is 0 is left out. */
export type StoredCorrections = Readonly<Partial<Record<Verdict, Partial<Record<Verdict, number>>>>>;
export type Json = Readonly<Record<string, unknown>>;

export type ExportFile = {
  readonly path: string;
  readonly rows: number | null;
  readonly bytes: number;
  readonly sha256: string;
};
export type ExportRun = { readonly id: string; readonly name: string };

export type RunStatus = "queued" | "growing" | "paused" | "completed" | "cancelled" | "failed";
export type WaitingFor = "rate_limit" | "budget" | "endpoint" | "user";
export type TreeStatus = "waiting" | "growing" | "completed" | "failed";
export type ExportStatus = "building" | "ready" | "failed";
export type HubPushStatus = "pushing" | "done" | "failed" | "cancelled";
/** "stopped" is none of our doing: the budget, the endpoint, or the server ended it; asking again goes on. */
export type VoteTaskStatus = "asking" | "completed" | "cancelled" | "stopped";
/** A person's word on a pair that stands. */
export type StandingVerdict = "accept" | "reject" | "swap" | "tie" | "flag";
export type DecisionVerdict = StandingVerdict | "clear";
/** The random sample that a pair came from: what it was drawn of, and its place in it from 1 where that is known. */
export type StoredSample = {
  readonly seed: number;
  readonly ordinal: number | null;
  readonly role: string | null;
  /** Least margin, 0 to 1; null where it was drawn of every margin. */
  readonly minMargin: number | null;
};

/** "previewed" waits for a person; "applying" and "undoing" go on by themselves after a stop. */
export type RejudgingStatus =
  | "previewing"
  | "previewed"
  | "applying"
  | "applied"
  | "undoing"
  | "undone"
  | "cancelled"
  | "failed";

/** What a judge says of one stored answer. */
export type StoredJudging = {
  readonly verdict: Verdict | null;
  readonly answer: StoredAnswer | null;
  readonly judge: StoredJudgement | null;
};

/** Paths of nodes by the judge's version stored with them. */
export type VersionStamps = Readonly<Record<string, readonly string[]>>;

export type RejudgingCounts = {
  /** Answers judged, changed in verdict, changed in nothing but answer, method, reason or flags. */
  readonly nodes: number;
  readonly verdicts: number;
  readonly details: number;
  /** Of the changed verdicts those that a person's word keeps from counting. */
  readonly overridden: number;
  readonly trees: number;
  readonly moves: readonly {
    readonly role: string;
    readonly from: Verdict | null;
    readonly to: Verdict;
    readonly reason: string;
    readonly count: number;
  }[];
  /** Nodes of each role whose value or label changes, under the run's threshold of then. */
  readonly values: RoleNumbers;
  readonly labels: RoleNumbers;
  readonly pairsAdded: RoleNumbers;
  readonly pairsRemoved: RoleNumbers;
  /** Decisions that stand on pairs that would be no pairs any more; they stay with them. */
  readonly decisions: number;
  readonly leaves: number;
  readonly correctLeaves: readonly [before: number, after: number];
  readonly unknownLeaves: readonly [before: number, after: number];
};
export type ProcessKind = "server" | "worker";

/** Why a leaf is suspect: the signal, how likely it is by itself (0 to 100), and the particulars for a person. */
export type StoredSignal = { readonly kind: string; readonly weight: number; readonly detail: string };

export type AuditKind = "verdict" | "bulk" | "undo";
/** A leaf that an audit's step turned; `before` is a person's word that stood there. */
export type StoredTurn = {
  readonly nodeId: string;
  readonly treeId: string;
  readonly before: StoredOverride | null;
  readonly after: StoredOverride | null;
};

/** "wrong" marks a gold, "cleared" takes the mark away, "mended" puts another gold there, "restored" the one before. */
export type GoldMarkKind = "wrong" | "cleared" | "mended" | "restored";
/** An answer judged by another gold. */
export type StoredRegrade = {
  readonly nodeId: string;
  readonly treeId: string;
  readonly before: StoredJudging;
  readonly after: StoredJudging;
};

export type VerdictCounts = Readonly<Record<Verdict, number>>;
