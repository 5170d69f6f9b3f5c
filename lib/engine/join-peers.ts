import type { Store } from "../../db/client.ts";
import type { EventBus } from "./event-bus.ts";
import type { Log, Peers } from "./grower-core.ts";
import type { Grower } from "./grower.ts";
import { openProcessLink, type Word } from "./process-link.ts";
import { openTreeJobs } from "./tree-jobs.ts";

/** How often to look in the store for what nobody said. */
const lookMs = 5000;

/** The tie of this process to the others on its PostgreSQL. */
export type PeerGroup = {
  readonly peers: Peers;
  /** Begins to follow what the others do; until then their words are kept. */
  follow(grower: Pick<Grower, "hear" | "lookAround">): void;
  /** Before the grower stops: nothing is taken up any more. */
  rest(): void;
  /** After the grower has stopped. */
  leave(): Promise<void>;
};

/** Joins the processes on a PostgreSQL. `onEvent`: what happened to a run elsewhere. Rejects where the server does not let us. */
export async function joinPeers(
  databaseUrl: string,
  {
    store,
    owner,
    log,
    onEvent,
  }: {
    readonly store: Store;
    readonly owner: string;
    readonly log: Log;
    readonly onEvent: EventBus["publish"];
  },
): Promise<PeerGroup | null> {
  if (store.wire === null) return null;
  let grower: Pick<Grower, "hear" | "lookAround"> | null = null;
  let early: Word[] = [];
  const jobs = await openTreeJobs(databaseUrl, log);
  const hear = (word: Word) => {
    if (word.about === "event") return onEvent(word.event);
    if (grower === null) return void early.push(word);
    grower.hear(word).catch((error: unknown) => log.warn(error, "another process was not followed"));
  };
  let isLooking = false;
  const look = () => {
    if (grower === null || isLooking) return;
    isLooking = true;
    grower
      .lookAround()
      .catch((error: unknown) => log.warn(error, "the other processes could not be followed"))
      .finally(() => (isLooking = false));
  };
  const link = await openProcessLink(store.wire, { owner, log, onWord: hear, onAgain: look });
  let timer: NodeJS.Timeout | null = null;
  return {
    peers: { jobs, tell: link.tell },
    follow(whoFollows) {
      grower = whoFollows;
      timer = setInterval(look, lookMs);
      for (const word of early) hear(word);
      early = [];
      look();
    },
    rest() {
      if (timer) clearInterval(timer);
      grower = null;
    },
    async leave() {
      await link.stop();
      await jobs.stop();
    },
  };
}
