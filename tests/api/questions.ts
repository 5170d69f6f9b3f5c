import type { ApiClient, Json } from "../support/api-client.ts";
import {
  type EndpointServer,
  startEndpointServer,
  type EndpointServerOptions,
} from "../support/endpoint-server.ts";

let made = 0;

/** GSM8K rows that no other call gave: question texts are numbered through the process. */
export const makeRows = (count: number): { question: string; answer: string }[] =>
  Array.from({ length: count }, () => {
    made += 1;
    return {
      question: `Crate ${made} holds ${made % 7} red pens and 3 blue ones. How many pens are in it?`,
      answer: `${made % 7} + 3 = ${(made % 7) + 3}\n#### ${(made % 7) + 3}`,
    };
  });

/** A data set of fresh questions; answers it. */
export async function addRows(api: ApiClient, count: number): Promise<Json> {
  const { body } = await api.call("POST", "/api/datasets", {
    name: `pens ${made}`,
    task: "gsm8k",
    rows: makeRows(count),
  });
  return body;
}

const goldOf = (question: string): string | null => {
  const count = / holds (\d+) red/.exec(question)?.[1];
  return count === undefined ? null : String(Number(count) + 3);
};

/** An OpenAI-compatible server that gets about half right, and its place among the studio's endpoints. */
export async function addServer(
  api: ApiClient,
  options: EndpointServerOptions = {},
  fields: object = {},
): Promise<{ server: EndpointServer; endpointId: string }> {
  const server = await startEndpointServer({ gold: goldOf, rightShare: 0.55, ...options });
  const { body } = await api.call("POST", "/api/endpoints", {
    name: "test server",
    baseUrl: server.url,
    ...fields,
  });
  return { server, endpointId: body.id };
}

/** What a run over an endpoint of the tests needs at least. */
export const requestOf = (datasetId: string, endpointId: string, more: object = {}) => ({
  datasetId,
  roles: { generator: { endpointId, model: "test-model" } },
  branching: 2,
  ...more,
});
