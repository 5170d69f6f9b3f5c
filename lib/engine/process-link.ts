import type { Wire } from "../../db/client.ts";
import type { Verdict } from "../core/tree.ts";
import type { Unnumbered } from "./event-bus.ts";
import type { Log } from "./grower-core.ts";

/** What the processes on one store tell each other. Whoever misses a word finds the same in the store a little later. */
export type Word =
  | { readonly about: "event"; readonly event: Unnumbered }
  /** A person or a process changed a run's row. */
  | { readonly about: "run"; readonly runId: string }
  | { readonly about: "endpoint"; readonly endpointId: string }
  /** A process wants more of a server than it has, or has left some of it. `gate`: as `gateNameOf` names it. */
  | { readonly about: "share"; readonly gate: string }
  /** A server asked one process to wait: all do. */
  | {
      readonly about: "closed";
      readonly gate: string;
      readonly waitMs: number;
      readonly reason: string;
    }
  | {
      readonly about: "verdict";
      readonly runId: string;
      readonly treeId: string;
      readonly path: string;
      readonly verdict: Verdict | null;
    };

export type ProcessLink = {
  tell(word: Word): void;
  stop(): Promise<void>;
};

const channel = "malthouse";
/** Words gather this long, so that a process that stores two hundred answers a second says so a few times. */
const gatherMs = 100;
/** PostgreSQL takes 8,000 bytes. */
const longest = 7500;

/** Joins the channel of the store. Words of this process do not come back to it. Rejects where the channel cannot be had. */
export async function openProcessLink(
  wire: Wire,
  {
    owner,
    log,
    onWord,
    onAgain,
  }: {
    readonly owner: string;
    readonly log: Log;
    readonly onWord: (word: Word) => void;
    /** Words may have been missed. */
    readonly onAgain: () => void;
  },
): Promise<ProcessLink> {
  let gathered = new Map<string, Word>();
  let timer: NodeJS.Timeout | null = null;
  let sending: Promise<void> = Promise.resolve();

  const leave = await wire.listen(
    channel,
    (message) => {
      const { from, words } = JSON.parse(message) as { from: string; words: readonly Word[] };
      if (from !== owner) for (const word of words) onWord(word);
    },
    onAgain,
  );

  async function send(words: readonly Word[]): Promise<void> {
    let some: Word[] = [];
    const flush = async () => {
      if (some.length > 0) await wire.send(channel, JSON.stringify({ from: owner, words: some }));
      some = [];
    };
    for (const word of words) {
      if (Buffer.byteLength(JSON.stringify([...some, word])) > longest) await flush();
      some.push(word);
    }
    await flush();
  }

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const words = [...gathered.values()];
    gathered = new Map();
    sending = sending
      .then(() => send(words))
      .catch((error: unknown) => log.warn(error, "the other processes could not be told"));
  }

  return {
    tell(word) {
      gathered.set(JSON.stringify(word), word);
      // What stops or starts something is told at once.
      if (word.about !== "event") return flush();
      timer ??= setTimeout(flush, gatherMs);
    },
    async stop() {
      flush();
      await sending;
      await leave();
    },
  };
}
