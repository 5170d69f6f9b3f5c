import { chromium, type Page } from "@playwright/test";
import { buildApp } from "../../scripts/prepare/build-app.mjs";
import { findChromium } from "../../scripts/test/find-chromium.mjs";
import { startServer } from "../../scripts/test/start-server.mjs";
import { startEndpointServer } from "../support/endpoint-server.ts";

/**
 * How long it takes from the click on a question to the frame that shows its tree of 39 nodes, on the built app and a
 * warm server. "rested": the pointer was on the row for a moment before, as a hand's is; "at once": it was not.
 */
const trees = 26;
const nodes = 40;
const most = 100;

const rows = Array.from({ length: trees }, (_, at) => ({
  question: `A rack holds ${at + 2} trays of ${at + 5} cups each. How many cups does it hold?`,
  answer: `#### ${(at + 2) * (at + 5)}`,
}));
const goldOf = (question: string) =>
  rows.find((row) => question.includes(row.question))?.answer.slice(5) ?? null;

await buildApp();
const endpoint = await startEndpointServer({ gold: goldOf, rightShare: 0.5, seed: 3 });
const server = await startServer();

async function send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(server.origin + path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function grow(): Promise<string> {
  type Made = { id: string; status: string };
  const dataset = await send<Made>("POST", "/api/datasets", { name: "cups", task: "gsm8k", rows });
  const { id } = await send<Made>("POST", "/api/endpoints", { name: "bench", baseUrl: endpoint.url });
  const run = await send<Made>("POST", "/api/runs", {
    name: "bench",
    datasetId: dataset.id,
    roles: { generator: { endpointId: id, model: "test-model" } },
    branching: 3,
  });
  while ((await send<Made>("GET", `/api/runs/${run.id}`)).status !== "completed")
    await new Promise((resolve) => setTimeout(resolve, 100));
  return run.id;
}

/** Ms from the click to the first frame after the whole tree is in the document. */
async function timeClick(page: Page, question: string, restMs: number): Promise<number> {
  const link = page.getByRole("link", { name: question });
  await link.scrollIntoViewIfNeeded();
  await page.mouse.move(2, 2);
  const measured = page.evaluate(
    (least) =>
      new Promise<number>((resolve) => {
        addEventListener(
          "click",
          ({ timeStamp }) => {
            const look = (): void => {
              if (document.querySelectorAll('[role="treeitem"]').length < least) requestAnimationFrame(look);
              else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
            };
            requestAnimationFrame(look);
          },
          { capture: true, once: true },
        );
      }),
    nodes,
  );
  if (restMs > 0) {
    await link.hover();
    await page.waitForTimeout(restMs);
  }
  await link.click();
  return await measured;
}

const program = findChromium();
const browser = await chromium.launch({
  ...(program === null ? {} : { executablePath: program }),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const runId = await grow();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.origin}/runs/${runId}`);
  const times: Record<"rested" | "at once", number[]> = { rested: [], "at once": [] };
  // Not in order: the neighbours of an open tree are read ahead.
  const order = rows.map((_, at) => rows[(at * 7) % trees]?.question ?? "");
  for (const [at, question] of order.entries()) {
    const kind = at % 2 === 0 ? "rested" : "at once";
    const time = await timeClick(page, question, kind === "rested" ? 250 : 0);
    // The first of each kind loads what every later page has.
    if (at > 1) times[kind].push(time);
    await page.goBack();
    await page.getByRole("link", { name: question }).waitFor();
    await page.waitForLoadState("networkidle");
  }
  console.table(
    Object.entries(times).map(([click, ms]) => {
      const sorted = ms.toSorted((a, b) => a - b);
      return {
        click,
        trees: ms.length,
        "median ms": (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0),
        "longest ms": (sorted.at(-1) ?? 0).toFixed(0),
        "at most": click === "rested" ? most : "",
      };
    }),
  );
} finally {
  await browser.close();
  await server.stop();
  await endpoint.close();
}
