import { afterEach, expect, vi } from "vitest";
import type { CompletionRequest, CompletionResult } from "../../lib/engine/complete.ts";
import { completeOnce } from "../../lib/engine/complete.ts";
import { EndpointFailure } from "../../lib/engine/endpoint-failure.ts";
import type { EndpointServer, EndpointServerOptions } from "../support/endpoint-server.ts";
import { startEndpointServer } from "../support/endpoint-server.ts";

export const open: EndpointServer[] = [];
export const start = async (options: EndpointServerOptions = {}): Promise<EndpointServer> => {
  const server = await startEndpointServer(options);
  open.push(server);
  return server;
};
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

export const secret = "sk-test-0123456789abcdef";
export const request: CompletionRequest = {
  messages: [{ role: "user", content: "What is 6 times 7?" }],
  n: 1,
  model: "test-model",
  temperature: 0.3,
  topP: 1,
  maxTokens: 100,
  seed: null,
  stop: [],
  extraBody: {},
  api: "chat",
};
export const now = (): number => performance.now();
export const ask = (
  server: { url: string },
  changes: Partial<CompletionRequest> = {},
  timeoutSeconds = 5,
): Promise<CompletionResult> =>
  completeOnce({ baseUrl: server.url, apiKey: secret, timeoutSeconds }, { ...request, ...changes }, { now });

/** The failure, checked for what no failure may show. */
export const failureOf = async (attempt: Promise<unknown>): Promise<EndpointFailure> => {
  const thrown: unknown = await attempt.then(
    () => "no failure",
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(EndpointFailure);
  const failure = thrown as EndpointFailure;
  expect(failure.message).not.toContain(secret);
  expect(failure.message).not.toMatch(/<\/?\w+>|\n|\.[jt]s:\d+/);
  expect(failure.message.length).toBeGreaterThan(0);
  return failure;
};

export const error = (message: string, more: object = {}): { error: object } => ({
  error: { message, ...more },
});
