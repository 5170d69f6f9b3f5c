import { parentPath } from "../../../lib/core/path.ts";
import type { CompletionRequest, CompletionResult } from "../../../lib/engine/complete.ts";
import type { AttemptBook } from "../../../lib/engine/attempt-book.ts";
import type { GrowerParts } from "../../../lib/engine/grower-core.ts";
import { readRateLimit } from "../../../lib/engine/rate-limit.ts";

/**
 * Time that stands still while work is done: requests end in the order of their drawn service times, and the clock
 * jumps to the next one once nothing else is under way.
 */
export type VirtualEndpoint = {
  readonly now: () => number;
  readonly complete: NonNullable<GrowerParts["complete"]>;
  /** Tells `complete` which places a request is for. */
  readonly attempts: AttemptBook;
  /** The sum of all service times, and the longest way from a question to a leaf, milliseconds. */
  readonly workMs: number;
  readonly longestPathMs: number;
  readonly requests: number;
  readonly completions: number;
  readonly inFlight: number;
  /** Lets requests end until `isOver`. `isBusy`: how many requests the scheduler counts as under way, answered ones too. */
  run(parts: { isOver(): boolean; isBusy(): number; onAdvance(ms: number): void }): Promise<void>;
};

type Sleeper = { readonly endsAt: number; readonly wake: () => void };

/** `draw`: the service time of one completion, milliseconds; a request with several lasts as long as the slowest. */
export function createVirtualEndpoint(
  draw: () => number,
  text: (ordinal: number) => string,
): VirtualEndpoint {
  let time = 0;
  let workMs = 0;
  /** From the question to the end of each place, by tree and path. */
  const endings = new Map<string, number>();
  let requests = 0;
  let completions = 0;
  let sleeping: Sleeper[] = [];

  const replyTo = ({ n, model }: CompletionRequest, latencyMs: number): CompletionResult => ({
    choices: Array.from({ length: n }, () => ({
      text: text(completions++),
      reasoning: null,
      finishReason: "stop",
    })),
    choiceTokens: Array.from({ length: n }, () => 95),
    missingChoices: 0,
    usage: {
      promptTokens: 120,
      completionTokens: 95 * n,
      cachedPromptTokens: null,
      isEstimated: false,
    },
    model,
    systemFingerprint: null,
    requestId: `request-${requests}`,
    latencyMs,
    rateLimit: readRateLimit(new Headers()),
  });

  return {
    now: () => time,
    get requests() {
      return requests;
    },
    get completions() {
      return completions;
    },
    get inFlight() {
      return sleeping.length;
    },
    get workMs() {
      return workMs;
    },
    get longestPathMs() {
      return Math.max(...endings.values());
    },
    attempts: {
      owner: "bench",
      isShared: false,
      open: ({ treeId, paths }) => Promise.resolve(`${treeId} ${paths.join(" ")}`),
    },
    async complete(_, request, { requestId, quirks }) {
      requests += 1;
      const times = Array.from({ length: request.n }, draw);
      const serviceMs = Math.max(...times);
      workMs += times.reduce((sum, ms) => sum + ms, 0);
      const [treeId, ...paths] = (requestId ?? "").split(" ");
      for (const path of paths)
        endings.set(`${treeId} ${path}`, serviceMs + (endings.get(`${treeId} ${parentPath(path)}`) ?? 0));
      await new Promise<void>((wake) => sleeping.push({ endsAt: time + serviceMs, wake }));
      if (quirks && request.n > 1) quirks.n = "yes";
      return replyTo(request, serviceMs);
    },
    async run({ isOver, isBusy, onAdvance }) {
      for (;;) {
        await settle(() => isBusy() - sleeping.length);
        if (isOver()) return;
        const next = sleeping.reduce(
          (best, one) => (one.endsAt < best.endsAt ? one : best),
          sleeping[0] ?? never,
        );
        if (next === never) continue;
        sleeping = sleeping.filter((one) => one !== next);
        onAdvance(next.endsAt - time);
        time = next.endsAt;
        next.wake();
      }
    },
  };
}

const never: Sleeper = { endsAt: Number.POSITIVE_INFINITY, wake: () => {} };

/** Waits until nothing is between being started and being sent, or between being answered and being stored. */
async function settle(underWay: () => number): Promise<void> {
  let quiet = 0;
  while (quiet < 3) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = underWay() === 0 ? quiet + 1 : 0;
  }
}
