import type { Store, Tx } from "../../db/client.ts";
import type { JudgePool } from "../judge/pool.ts";
import type { ActiveRun, Waiting } from "./active-run.ts";
import type { AttemptBook } from "./attempt-book.ts";
import type { CommitTogether } from "./commit-together.ts";
import type { completeOnce, EndpointAccess } from "./complete.ts";
import type { EventBus } from "./event-bus.ts";
import type { Lane } from "./lane.ts";
import type { PromptIdKeeper } from "./keep-prompt-ids.ts";
import type { Group, OpenTree } from "./open-tree.ts";
import type { Word } from "./process-link.ts";
import type { Sharing } from "./share-endpoints.ts";
import type { StoreTrouble } from "./store-trouble.ts";
import type { Tally } from "./tally.ts";
import type { TreeJobs } from "./tree-jobs.ts";

/** Other processes that grow the same runs. */
export type Peers = {
  readonly jobs: TreeJobs;
  readonly tell: (word: Word) => void;
};

/** What the grower needs from outside. */
export type GrowerParts = {
  readonly store: Store;
  readonly judge: JudgePool;
  readonly bus: Pick<EventBus, "publish">;
  readonly log: Log;
  readonly attempts: AttemptBook;
  /** Null where this is the only process on the store. */
  readonly peers: Peers | null;
  /** Address and key of a stored endpoint. Throws where the key cannot be had. */
  readonly accessOf: (endpointId: string) => Promise<EndpointAccess>;
  /** Sends a request to an endpoint; left out: over HTTP. */
  readonly complete?: typeof completeOnce;
  /** Writes what many bring at the same time; left out: in transactions of the store. */
  readonly commit?: CommitTogether;
  /** Milliseconds of a clock that does not jump. */
  readonly now: () => number;
  readonly random: () => number;
  /** Milliseconds since 1970, by which machines are paid; left out: the system's. */
  readonly wallNow?: () => number;
};
export type Log = Record<"info" | "warn" | "error", (fields: unknown, message?: string) => void>;

/** What the parts of the grower share. */
export type GrowerCore = GrowerParts & {
  /** While there is any, nothing is started. */
  readonly trouble: StoreTrouble;
  /** What was asked and what came of it, since the process started. */
  readonly tally: Tally;
  readonly commit: CommitTogether;
  readonly promptIds: PromptIdKeeper;
  readonly lanes: Map<string, Lane>;
  /** Null where this is the only process on the store. */
  sharing: Sharing | null;
  readonly active: Map<string, ActiveRun>;
  /** Runs that nothing is under way of any more, while their last machine time is being stored. */
  readonly leaving: Map<string, Promise<void>>;
  wallNow(): number;
  /** When the time of machines was shared out last, by `wallNow`. */
  readonly machines: { countedAt: number };
  /** Groups that come back into the queue when their timer is over. */
  readonly delayed: Map<NodeJS.Timeout, Group>;
  pump(): void;
  enqueue(run: ActiveRun, tree: OpenTree, group: Group): void;
  enqueueLater(run: ActiveRun, tree: OpenTree, group: Group, delayMs: number): void;
  /** Frees the places of a group that is neither queued nor under way any more. */
  forget(tree: OpenTree, group: Group): void;
  /** Changes the run's row, after all earlier changes of it, and keeps trying. */
  writeRun<T>(run: ActiveRun, work: (tx: Tx) => Promise<T>): Promise<T>;
  settleIfIdle(run: ActiveRun): void;
  afterGroup(run: ActiveRun, tree: OpenTree): Promise<void>;
  stopRun(run: ActiveRun, status: "paused" | "cancelled", waiting: Waiting | null): Promise<void>;
  notice(run: ActiveRun, code: string, message: string, level?: "info" | "warning" | "error"): Promise<void>;
  setWaiting(run: ActiveRun, waiting: Waiting | null): void;
  hasStopped(): boolean;
};
