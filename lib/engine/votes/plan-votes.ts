import type { z } from "zod";
import type { Store } from "../../../db/client.ts";
import { getEndpoint } from "../../../db/queries/endpoints.ts";
import { getRun } from "../../../db/queries/runs.ts";
import { countUnknownLeaves, type UnknownLeafPick } from "../../../db/queries/unknown-leaves.ts";
import type { EndpointRow, RunRow } from "../../../db/rows.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { VotesPost } from "../../http/wire/votes.ts";
import { votePromptVersion } from "../../judge/model-vote/prompt-version.ts";
import { protocolOf } from "../../protocols/registry.ts";
import { simulatorId } from "../known-endpoints.ts";

export type VotesRequest = z.output<typeof VotesPost>;

export type VotePlan = {
  readonly run: RunRow;
  readonly endpoint: EndpointRow;
  readonly pick: UnknownLeafPick;
  /** Leaves to ask about, the limit applied. */
  readonly leaves: number;
  /** What a request costs is known: it has a price by tokens, or costs nothing. */
  readonly isPriced: boolean;
};

/** Checks a request for votes against what is stored. Throws `not_found`, or `invalid_request` naming the field. */
export async function planVotes(store: Store, runId: string, request: VotesRequest): Promise<VotePlan> {
  const run = await getRun(store, runId);
  const endpoint = await getEndpoint(store, request.endpointId).catch((error: unknown) => {
    if (!(error instanceof MalthouseError)) throw error;
    throw refuse("endpointId", "there is no such endpoint. Choose one of the list, or add it");
  });
  const price = endpoint.prices[request.model];
  const isPriced = endpoint.id === simulatorId || (price !== undefined && !("gpuHourUsd" in price));
  if (request.budgetUsd !== undefined && !isPriced)
    throw refuse(
      "budgetUsd",
      `no price by tokens is set for ${request.model}, so a budget cannot hold it. Set the price at its endpoint, or leave the budget out`,
    );
  const pick: UnknownLeafPick = {
    roles: protocolOf(run.protocol)
      .roles.filter(({ isLeaf }) => isLeaf)
      .map(({ name }) => name),
    unlessVoted: request.again ? null : { model: request.model, promptVersion: votePromptVersion },
  };
  const leaves = await countUnknownLeaves(store, runId, pick);
  return { run, endpoint, pick, leaves: Math.min(leaves, request.limit ?? leaves), isPriced };
}

const refuse = (path: string, message: string): MalthouseError =>
  new MalthouseError("invalid_request", `${path}: ${message}.`, { errors: [{ path, message }] });
