import { test as base, expect, type Page } from "@playwright/test";
import {
  type EndpointServer,
  type EndpointServerOptions,
  startEndpointServer,
} from "../support/endpoint-server.ts";

export { expect };

type Api = {
  post<Answer>(path: string, body: unknown): Promise<Answer>;
  get<Answer>(path: string): Promise<Answer>;
};
type Fixtures = {
  readonly api: Api;
  /** Starts a separate OpenAI-compatible server; it ends with the test. */
  readonly startEndpoint: (options?: EndpointServerOptions) => Promise<EndpointServer>;
  /** A finished run over a few questions, grown on an endpoint of its own. */
  readonly grow: (options?: GrowOptions) => Promise<Grown>;
};
export type GrowOptions = EndpointServerOptions & {
  readonly questions?: readonly Row[];
  readonly branching?: number;
  readonly start?: boolean;
};
export type Grown = {
  readonly runId: string;
  readonly treeIds: readonly string[];
  readonly endpoint: EndpointServer;
};
type Row = { readonly question: string; readonly answer: string };

// Begins anew with each worker: equal questions would be one data set.
let counter = Date.now() % 1_000_000;

/** Small sums of our own, each with its right answer. */
export const sums = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => {
    const [a, b] = [3 + index, 4 + ((index * 3) % 7)];
    return {
      question: `A tray holds ${a} rows of ${b} cups (set ${++counter}). How many cups are on it?`,
      answer: `${a} rows of ${b} make ${a * b}.\n#### ${a * b}`,
    };
  });

export const goldOf = (rows: readonly Row[]) => (question: string) =>
  rows.find((row) => question.includes(row.question))?.answer.split("#### ")[1] ?? null;

export const test = base.extend<Fixtures>({
  api: async ({ request }, use) => {
    await use({
      async post(path, body) {
        const answer = await request.post(path, { data: body });
        if (!answer.ok()) throw new Error(`POST ${path}: ${answer.status()} ${await answer.text()}`);
        return await answer.json();
      },
      async get(path) {
        const answer = await request.get(path);
        if (!answer.ok()) throw new Error(`GET ${path}: ${answer.status()} ${await answer.text()}`);
        return await answer.json();
      },
    });
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from here.
  startEndpoint: async ({}, use) => {
    const started: EndpointServer[] = [];
    await use(async (options) => {
      const server = await startEndpointServer(options);
      started.push(server);
      return server;
    });
    for (const server of started) await server.close();
  },
  grow: async ({ api, startEndpoint }, use) => {
    await use(async ({ questions = sums(3), branching = 2, start = true, ...options } = {}) => {
      const endpoint = await startEndpoint({ gold: goldOf(questions), rightShare: 0.5, seed: 5, ...options });
      const stamp = `${Date.now()}-${++counter}`;
      const dataset = await api.post<{ id: string }>("/api/datasets", {
        name: `sums ${stamp}`,
        task: "gsm8k",
        rows: questions,
      });
      const stored = await api.post<{ id: string }>("/api/endpoints", {
        name: `lab ${stamp}`,
        baseUrl: endpoint.url,
      });
      const roles = { generator: { endpointId: stored.id, model: options.model ?? "test-model" } };
      const run = await api.post<{ id: string }>("/api/runs", {
        name: `run ${stamp}`,
        datasetId: dataset.id,
        roles,
        branching,
        start,
      });
      if (start)
        await expect
          .poll(async () => (await api.get<{ status: string }>(`/api/runs/${run.id}`)).status, {
            timeout: 30_000,
          })
          .toBe("completed");
      const trees = await api.get<{ items: { id: string }[] }>(`/api/runs/${run.id}/trees`);
      return { runId: run.id, treeIds: trees.items.map(({ id }) => id), endpoint };
    });
  },
});

/** Collects what a page must never do: page errors, refused scripts, failed requests of its own. */
export function watchPage(page: Page): string[] {
  const seen: string[] = [];
  page.on("pageerror", (error) => seen.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") seen.push(`console: ${message.text()}`);
  });
  return seen;
}
