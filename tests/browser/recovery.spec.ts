import { readFile } from "node:fs/promises";
import type { EndpointServer, EndpointServerOptions } from "../support/endpoint-server.ts";
import { expect, goldOf, sums, test, watchPage } from "./fixtures.ts";

type Api = Parameters<Parameters<typeof test>[2]>[0]["api"];
type StartEndpoint = Parameters<Parameters<typeof test>[2]>[0]["startEndpoint"];
type Run = {
  readonly status: string;
  readonly pairs: Readonly<Record<string, number>>;
  readonly usage: { readonly requests: number; readonly costUsd: number };
  readonly progress: { readonly nodesDone: number };
};
type Options = EndpointServerOptions & {
  readonly questions: number;
  readonly apiKey?: string;
  readonly maxConcurrency?: number;
  readonly prices?: Readonly<Record<string, unknown>>;
  readonly run?: Readonly<Record<string, unknown>>;
};
type Planted = {
  readonly runId: string;
  readonly runName: string;
  readonly datasetName: string;
  readonly datasetId: string;
  readonly endpointName: string;
  readonly server: EndpointServer;
  readonly questions: readonly { readonly question: string }[];
};

/** Of one question, where a node has two children that are asked for at once. */
const [completionsEach, requestsEach] = [14, 7];

/** A run that starts at once. What the server reads of `options` may be changed by the test while it serves. */
async function plant(
  { api, startEndpoint }: { api: Api; startEndpoint: StartEndpoint },
  options: Options,
): Promise<Planted> {
  const questions = sums(options.questions);
  const server = await startEndpoint(Object.assign(options, { gold: goldOf(questions), seed: 4 }));
  const stamp = String(Date.now());
  const [runName, datasetName, endpointName] = [`run ${stamp}`, `trays ${stamp}`, `lab ${stamp}`];
  const dataset = await api.post<{ id: string }>("/api/datasets", {
    name: datasetName,
    task: "gsm8k",
    rows: questions,
  });
  const endpoint = await api.post<{ id: string }>("/api/endpoints", {
    name: endpointName,
    baseUrl: server.url,
    ...(options.apiKey !== undefined && { apiKey: options.apiKey }),
    ...(options.maxConcurrency !== undefined && { maxConcurrency: options.maxConcurrency }),
    ...(options.prices !== undefined && { prices: options.prices }),
  });
  const run = await api.post<{ id: string }>("/api/runs", {
    name: runName,
    datasetId: dataset.id,
    roles: { generator: { endpointId: endpoint.id, model: "test-model", maxTokens: 256 } },
    branching: 2,
    ...options.run,
  });
  return { runId: run.id, runName, datasetName, datasetId: dataset.id, endpointName, server, questions };
}

test("a key that stops being valid pauses the run with the reason; corrected, resume asks for nothing twice", async ({
  page,
  api,
  startEndpoint,
}) => {
  const options = {
    questions: 4,
    apiKey: "key-of-yesterday",
    requireKey: "key-of-yesterday",
    latencyMs: 20,
    faults: (_: unknown, index: number) => {
      if (index === 9) options.requireKey = "key-of-today";
      return "ok" as const;
    },
  };
  const { runId, endpointName, server } = await plant({ api, startEndpoint }, options);
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("Paused", { exact: true }).first()).toBeVisible();
  const reason = page.getByRole("status").filter({ hasText: "refuses the key (401)" });
  await expect(reason).toContainText("Enter a valid key, then resume.");
  await expect(page.getByRole("main")).not.toContainText(/sk-abcdefgh|key-of-/);
  const before = (await api.get<Run>(`/api/runs/${runId}`)).progress.nodesDone;
  expect(before).toBeGreaterThan(0);

  await reason.getByRole("link", { name: "Correct the endpoint" }).click();
  await page.getByRole("button", { name: `Change ${endpointName}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Key", { exact: true }).selectOption({ label: "store a new one" });
  await dialog.getByLabel("Key to store").fill("key-of-today");
  await dialog.getByRole("button", { name: "Save and probe" }).click();
  await expect(dialog).toBeHidden();
  await page.goBack();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("4 of 4 trees")).toBeVisible({ timeout: 30_000 });
  expect(server.completionsGiven).toBe(4 * completionsEach);
  expect(server.requests).toHaveLength(4 * requestsEach);
  // The last tree is done a moment before the run is.
  await expect
    .poll(() => api.get<Run>(`/api/runs/${runId}`))
    .toMatchObject({
      status: "completed",
      progress: { nodesDone: 4 * completionsEach },
    });
});

test("a part that fails for good is drawn and filtered for, and retry asks for that part only", async ({
  page,
  api,
  startEndpoint,
}) => {
  /** Requests about the first question; the second one is for the children of one of its answers. */
  let count = 0;
  const { runId, server } = await plant(
    { api, startEndpoint },
    {
      questions: 2,
      faults: ({ body }) =>
        JSON.stringify(body["messages"]).includes("A tray holds 3 rows") && ++count === 2
          ? { status: 400, body: { error: { message: "Not in this house.", code: "content_filter" } } }
          : "ok",
    },
  );
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("Completed").first()).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole("group", { name: "Filter" })
    .getByRole("button", { name: /^Failed parts/ })
    .click();
  await expect(page).toHaveURL(/filter=failed/);
  const links = page.getByRole("link", { name: /A tray holds/ });
  await expect(links).toHaveCount(1);
  await links.click();
  await page.waitForURL(/\/trees\//);
  const tree = page.getByRole("tree");
  const failed = tree.getByRole("treeitem", { name: /, failed$/ });
  await expect(failed).toHaveCount(2);
  await expect(tree.getByRole("treeitem", { name: /incomplete/ })).toHaveCount(1);
  await failed.first().click();
  await expect(page.getByText(/^Failed for good after 1 attempt/)).toBeVisible();
  await expect(page.getByText(/blocks this prompt: Not in this house\./)).toBeVisible();

  const asked = server.requests.length;
  await page.goto(`/runs/${runId}`);
  await page.getByRole("button", { name: "Retry failed parts" }).click();
  await expect(page.getByText(`${2 * completionsEach} of ${2 * completionsEach}`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Retry failed parts" })).toHaveCount(0);
  // The blocked pair of verifiers, and a pair of leaves below each.
  expect(server.requests.slice(asked)).toHaveLength(3);
  expect(server.completionsGiven).toBe(2 * completionsEach);
});

test("a budget in dollars is never passed: the run stands with the sum, and goes on once it is raised", async ({
  page,
  api,
  startEndpoint,
}) => {
  const { runId, server } = await plant(
    { api, startEndpoint },
    {
      questions: 6,
      latencyMs: 10,
      prices: { "test-model": { promptPerMillion: 1000, completionPerMillion: 1000 } },
      run: { budget: { usd: 6 } },
    },
  );
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("Paused", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("status").filter({ hasText: /budget/i })).toContainText("$6");
  await expect(page.getByRole("main")).toContainText("of $6.00");
  const { usage } = await api.get<Run>(`/api/runs/${runId}`);
  expect(usage.costUsd).toBeGreaterThan(2);
  expect(usage.costUsd).toBeLessThanOrEqual(6);

  await page.getByRole("button", { name: "Raise the budget" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("US dollars").fill("500");
  await dialog.getByRole("button", { name: "Save and resume" }).click();
  await expect(page.getByText("6 of 6 trees")).toBeVisible({ timeout: 30_000 });
  expect(server.completionsGiven).toBe(6 * completionsEach);
  await expect(page.getByRole("main")).toContainText("of $500.00");
});

test("cancelled while it grows, a run asks no more; run, data set and endpoint go in that order", async ({
  page,
  api,
  startEndpoint,
}) => {
  const { runId, runName, datasetName, datasetId, endpointName, server } = await plant(
    { api, startEndpoint },
    { questions: 40, latencyMs: 100, maxConcurrency: 4 },
  );
  const refused = async (): Promise<void> => {
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Delete it" }).click();
    await expect(dialog.getByRole("alert")).toBeVisible();
  };
  await page.goto("/endpoints");
  await page.getByRole("button", { name: `Delete ${endpointName}` }).click();
  await refused();
  await expect(page.getByRole("dialog")).toContainText("An unfinished run uses the endpoint");

  await page.goto(`/runs/${runId}`);
  const actions = page.getByRole("button", { name: `Actions for ${runName}` });
  await expect(page.getByText("Growing").first()).toBeVisible();
  await actions.click();
  await page.getByRole("menuitem", { name: "Cancel the run" }).click();
  await expect(page.getByText("Cancelled").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Pause|Resume|Retry)/ })).toHaveCount(0);
  await expect.poll(async () => (await api.get<{ inFlight: number }>(`/api/runs/${runId}`)).inFlight).toBe(0);
  const asked = server.requests.length;
  expect(asked).toBeLessThan(40 * requestsEach);

  await page.goto(`/datasets/${datasetId}`);
  await page.getByRole("button", { name: `Delete ${datasetName}` }).click();
  await expect(page.getByRole("dialog")).toContainText("1 run must be deleted before it can be");
  await refused();

  await page.goto(`/runs/${runId}`);
  await actions.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByRole("dialog")).toContainText("will be gone for good");
  await page.getByRole("dialog").getByRole("button", { name: "Delete it" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await expect(page.getByRole("link", { name: runName })).toHaveCount(0);

  await page.goto(`/datasets/${datasetId}`);
  await page.getByRole("button", { name: `Delete ${datasetName}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete it" }).click();
  await page.waitForURL(/\/datasets$/);
  await expect(page.getByText(datasetName)).toHaveCount(0);

  await page.goto("/endpoints");
  await page.getByRole("button", { name: `Delete ${endpointName}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByText(endpointName)).toHaveCount(0);
  expect(server.requests).toHaveLength(asked);
});

test("pairs follow an override to the run's page, and a Trees export comes back with the same pairs", async ({
  page,
  api,
  grow,
}) => {
  const seen = watchPage(page);
  const { runId, treeIds } = await grow({ questions: sums(3) });
  const pairsOf = async (id: string) => {
    const { items } = await api.get<{
      items: {
        role: string;
        chosenNodeId: string;
        rejectedNodeId: string;
        chosenValue: number;
        rejectedValue: number;
      }[];
    }>(`/api/runs/${id}/pairs?limit=500`);
    return items;
  };
  const valuesOf = (pairs: Awaited<ReturnType<typeof pairsOf>>) =>
    pairs.map(({ role, chosenValue, rejectedValue }) => [role, chosenValue, rejectedValue]);
  const idsOf = (pairs: Awaited<ReturnType<typeof pairsOf>>) =>
    pairs.map(({ chosenNodeId, rejectedNodeId }) => `${chosenNodeId} ${rejectedNodeId}`).toSorted();
  const before = await pairsOf(runId);
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText(`${before.length} pairs in all`)).toBeVisible();
  await page
    .getByRole("link", { name: /A tray holds/ })
    .first()
    .click();
  await page.waitForURL(/\/trees\//);
  await page.getByRole("tree").locator('[data-path="1.1.1"]').click();
  await page.keyboard.press("o");
  const group = page.getByRole("group", { name: "Override the verdict" });
  // Only the other verdicts are offered.
  await group
    .getByRole("button", { name: /^(✓ correct|✕ incorrect)$/ })
    .first()
    .click();
  await expect(page.getByText(/values? changed/)).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}`));
  const after = await pairsOf(runId);
  // A leaf that changes sides changes who is paired with whom, even where as many pairs are left.
  expect(idsOf(after)).not.toEqual(idsOf(before));
  await expect(page.getByText(`${after.length} pairs in all`)).toBeVisible();
  await expect(page.getByText("1 overridden")).toBeVisible();

  await page.goto(`/runs/${runId}/export?format=trees`);
  await page.getByRole("button", { name: /^Build/ }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /^Download \d/ }).click();
  const zip = await readFile(await (await download).path());
  await page.goto("/");
  // The rows come from the client: once they are there the page listens.
  await expect(page.getByRole("table")).toBeVisible();
  await page.getByLabel("File of trees or trajectories to import").setInputFiles({
    name: "trees.zip",
    mimeType: "application/zip",
    buffer: zip,
  });
  await page.waitForURL(/\/runs\/run_/);
  await expect(page.getByText("imported", { exact: true })).toBeVisible();
  await expect(page.getByText(`${after.length} pairs in all`)).toBeVisible();
  const imported = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(imported).not.toBe(runId);
  expect(valuesOf(await pairsOf(imported))).toEqual(valuesOf(after));
  expect(treeIds).toHaveLength(3);
  expect(seen).toEqual([]);
});
