import { countPromptIds, insertPromptIds } from "../../db/queries/prompt-ids.ts";
import { parentPath } from "../core/path.ts";
import type { ActiveRun } from "./active-run.ts";
import type { GrowerParts } from "./grower-core.ts";
import { simulatorId } from "./known-endpoints.ts";
import { type Lane, quirksOf } from "./lane.ts";
import type { Group } from "./open-tree.ts";
import type { CompletionRequest } from "./request-body.ts";
import { tokenizePrompt } from "./tokenize-prompt.ts";

/** Prompts of each role of a run whose token ids are kept. */
export const promptsPerRole = 8;
/** A server that has failed so often to tell them is asked no more. */
const mostFailures = 3;

export type PromptIdKeeper = {
  /** A group was answered: its prompt's ids may be asked for, some time later. Never throws, never waits. */
  note(lane: Lane, run: ActiveRun, group: Group, request: CompletionRequest): void;
  /** Resolves once nothing is being asked. Never rejects. */
  settled(): Promise<void>;
  /** Breaks off what is being asked and asks nothing more. */
  stop(): Promise<void>;
};

/**
 * Keeps which tokens the first prompts of each role were to the server that sampled from them, where it tells. One
 * question at a time, beside the requests: no run waits for it or fails by it, and nothing is booked.
 */
export function createPromptIdKeeper({
  store,
  log,
  complete,
}: Pick<GrowerParts, "store" | "log" | "complete">): PromptIdKeeper {
  const halt = new AbortController();
  const places = new WeakMap<ActiveRun, Map<string, number>>();
  let last = Promise.resolve();

  const ask = async (
    lane: Lane,
    run: ActiveRun,
    group: Group,
    request: CompletionRequest,
  ): Promise<boolean> => {
    const { role, treeId } = group;
    const quirks = quirksOf(lane, request.model);
    if (halt.signal.aborted || quirks.tokenizeFailures >= mostFailures) return false;
    // Another process, or this one before a restart, may have asked as well.
    if (((await countPromptIds(store, run.id)).get(role) ?? 0) >= promptsPerRole) return true;
    const ids = await tokenizePrompt(lane.access, request, { signal: halt.signal });
    if (halt.signal.aborted) return false;
    if (typeof ids === "string") {
      quirks.tokenizeFailures = ids === "none" ? mostFailures : quirks.tokenizeFailures + 1;
      return false;
    }
    const { model, messages } = request;
    const path = parentPath(group.slots[0]?.path ?? "");
    await insertPromptIds(store, { runId: run.id, treeId, role, parentPath: path, model, messages, ids });
    return true;
  };

  return {
    note(lane, run, group, request) {
      // In place of HTTP somebody answers for the endpoint: there is nobody to ask.
      if (complete || halt.signal.aborted || request.api !== "chat" || lane.endpointId === simulatorId)
        return;
      const { hasNoTokenizer, tokenizeFailures } = quirksOf(lane, request.model);
      if (hasNoTokenizer || tokenizeFailures >= mostFailures) return;
      const taken = places.get(run) ?? new Map<string, number>();
      places.set(run, taken);
      const before = taken.get(group.role) ?? 0;
      if (before >= promptsPerRole) return;
      taken.set(group.role, before + 1);
      last = last
        .then(() => ask(lane, run, group, request))
        .catch((error: unknown) => {
          log.warn(error, "the token ids of a prompt could not be kept");
          return false;
        })
        .then((isKept) => {
          if (!isKept) taken.set(group.role, (taken.get(group.role) ?? 1) - 1);
        });
    },
    settled: () => last,
    async stop() {
      halt.abort();
      await last;
    },
  };
}
