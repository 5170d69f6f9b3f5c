import { getVoteTask } from "../../../db/queries/vote-tasks.ts";
import { listVotes } from "../../../db/queries/votes.ts";
import { startVotes, votesSettled } from "../../../lib/engine/votes/ask-votes.ts";
import { VotesPost } from "../../../lib/http/wire/votes.ts";
import type { Fault } from "../../support/endpoint-server.ts";
import type { ServeOptions, Served, Studio } from "../../support/studio.ts";
import type { PlantedTree } from "../plant-run.ts";

/** Five unknown leaves in two trees, beside right and wrong ones. */
export const mixed: PlantedTree[] = [
  { verdicts: ["cu iu".split(" "), "ic uc".split(" ")] },
  { verdicts: ["cc cc".split(" "), "ii ii".split(" ")] },
  { verdicts: ["uc ii".split(" "), "ui cc".split(" ")] },
];

export const requestOf = ({ endpoint }: Served, change: Partial<VotesPost> = {}) =>
  VotesPost.parse({ endpointId: endpoint.id, model: "test-model", ...change });

/** Starts, waits for the end, and answers the task as it is then. */
export async function ask(studio: Studio, runId: string, request: ReturnType<typeof requestOf>) {
  const { id } = await startVotes({ ...studio, random: () => 0 }, runId, request);
  await votesSettled(runId);
  return await getVoteTask(studio.store, id);
}

/** A server whose every reply is the vote "correct", unless told otherwise. */
export async function serveVotes(studio: Studio, options: ServeOptions = {}): Promise<Served> {
  return await studio.serve({ answer: verdict("CORRECT"), ...options });
}

export const votesOf = async (studio: Studio, runId: string) =>
  (await listVotes(studio.store, runId, { limit: 500 })).items;

/** The leaf that a request is about, by the text that plantRun gave it. */
export const leafOf = (body: Record<string, unknown>): string =>
  /\| (refiner \S+ of tree \d+)/.exec(JSON.stringify(body))?.[1] ?? "none";

export const verdict = (word: string) => () => `Compared.\nVERDICT: ${word}`;
export const error = (status: number, body: object, headers: Record<string, string> = {}): Fault => ({
  status,
  headers,
  body: { error: body },
});
