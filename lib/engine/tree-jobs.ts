import { createHash } from "node:crypto";
import type { Log } from "./grower-core.ts";

/** A tree that this process has the lease of. `retryCount` names the lease: who takes the tree over gets another. */
export type TreeJob = {
  readonly treeId: string;
  readonly lease: { readonly id: string; readonly retryCount: number };
};

/** The queue of trees on PostgreSQL: one queue a run, one job a tree, whoever takes the job grows the tree. */
export type TreeJobs = {
  /** Puts trees into the run's queue; those that stand there or are being grown are left as they are. Answers how many were new. */
  offer(runId: string, trees: readonly { readonly id: string; readonly position: number }[]): Promise<number>;
  /** Takes at most so many trees, oldest question first. */
  take(runId: string, count: number): Promise<readonly TreeJob[]>;
  /** Says that these trees are still being grown; answers those whose lease is lost. */
  touch(runId: string, jobs: readonly TreeJob[]): Promise<readonly TreeJob[]>;
  /** Takes grown trees out of the queue. */
  close(runId: string, jobs: readonly TreeJob[]): Promise<void>;
  /** Puts trees back for whoever comes next. */
  giveBack(runId: string, jobs: readonly TreeJob[]): Promise<void>;
  /** Removes the queue of a run that has ended. */
  drop(runId: string): Promise<void>;
  stop(): Promise<void>;
};

const longestStopMs = 2000;
/** Seconds without a sign of life after which a tree is taken over; with the look every two seconds, well within 30. */
const leaseSeconds = 15;
const lookSeconds = 2;
/** A tree may be given back and taken over as often as need be. */
const withoutEnd = 1_000_000;
const longestSeconds = 24 * 3600;

const queueOf = (runId: string): string => `grow/${runId}`;

/** A job's id follows from its tree's, so that offering a tree twice offers it once. */
function jobIdOf(treeId: string): string {
  const hex = createHash("sha256").update(treeId).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

/** Milliseconds after which a question to the queue has failed: a lease would be lost by then. */
const longestAnswerMs = 10_000;

/** Opens the queues in a schema of their own ("pgboss"), made where it is missing. Rejects where the server does not let us. */
export async function openTreeJobs(
  databaseUrl: string,
  log: Log,
  { answerMs = longestAnswerMs }: { readonly answerMs?: number } = {},
): Promise<TreeJobs> {
  // On SQLite nothing of it is loaded.
  const { PgBoss } = await import("pg-boss");
  // A network that swallows packets must end in an error.
  const limits = { query_timeout: answerMs, keepAlive: true, keepAliveInitialDelayMillis: 15_000 };
  const boss = new PgBoss({
    ...limits,
    connectionString: databaseUrl,
    application_name: "malthouse queue",
    max: 3,
    schedule: false,
    supervise: true,
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: lookSeconds,
    maintenanceIntervalSeconds: 3600,
    warningQueueSize: 100_000_000,
  });
  boss.on("error", (error) => log.warn(error, "the queue of trees had trouble"));
  await boss.start();

  async function make(runId: string): Promise<string> {
    const name = queueOf(runId);
    if ((await boss.getQueue(name)) === null)
      await boss.createQueue(name, {
        policy: "standard",
        heartbeatSeconds: leaseSeconds,
        expireInSeconds: longestSeconds,
        retryLimit: withoutEnd,
        retryDelay: 0,
        retentionSeconds: 365 * longestSeconds,
        deleteAfterSeconds: 60,
      });
    return name;
  }
  const leasesOf = (jobs: readonly TreeJob[]): TreeJob["lease"][] => jobs.map(({ lease }) => lease);
  const touchOf = async (name: string, leases: TreeJob["lease"][]): Promise<number> => {
    const answer: object = await boss.touch(name, leases);
    return "affected" in answer ? Number(answer.affected) : 0;
  };

  return {
    async offer(runId, trees) {
      if (trees.length === 0) return 0;
      const name = await make(runId);
      const ids = await boss.insert(
        name,
        trees.map(({ id, position }) => ({ id: jobIdOf(id), data: { treeId: id }, priority: -position })),
        { returnId: true },
      );
      return ids?.length ?? 0;
    },
    async take(runId, count) {
      const jobs = await whereThere(
        () => boss.fetch<{ treeId: string }>(queueOf(runId), { batchSize: count }),
        [],
      );
      return jobs.map(({ id, retryCount, data }) => ({ treeId: data.treeId, lease: { id, retryCount } }));
    },
    async touch(runId, jobs) {
      if (jobs.length === 0) return [];
      const name = queueOf(runId);
      const touched = await whereThere(() => touchOf(name, leasesOf(jobs)), 0);
      if (touched === jobs.length) return [];
      const lost: TreeJob[] = [];
      for (const job of jobs)
        if ((await whereThere(() => touchOf(name, [job.lease]), 0)) === 0) lost.push(job);
      return lost;
    },
    async close(runId, jobs) {
      if (jobs.length > 0) await whereThere(() => boss.deleteJob(queueOf(runId), leasesOf(jobs)), {});
    },
    async giveBack(runId, jobs) {
      if (jobs.length > 0) await whereThere(() => boss.fail(queueOf(runId), leasesOf(jobs)), {});
    },
    drop: (runId) => boss.deleteQueue(queueOf(runId)),
    // Not longer: a connection that the network has swallowed is never told that it may close.
    stop: () =>
      Promise.race([
        boss.stop({ graceful: false, close: true, timeout: 1000 }),
        new Promise<void>((resolve) => setTimeout(resolve, longestStopMs).unref()),
      ]),
  };
}

/** `absent` where the queue is gone: its run has ended meanwhile. */
async function whereThere<T>(ask: () => Promise<T>, absent: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && /^Queue .* does not exist$/.test(error.message)) return absent;
    throw error;
  }
}
