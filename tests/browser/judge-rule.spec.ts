import { expect, sums, test, watchPage } from "./fixtures.ts";

test("a bad gold is listed with its line; a rule is tried, saved, and names the run it judged", async ({
  page,
  api,
  startEndpoint,
}) => {
  const seen = watchPage(page);
  const stamp = Date.now();
  const [good, bad] = sums(2);
  const lines = [good, { question: bad!.question, answer: "many cups" }].map((row) => JSON.stringify(row));
  await page.goto("/datasets");
  await page.getByLabel("Task").selectOption("gsm8k");
  await page.getByLabel("Name").fill(`cups ${stamp}`);
  await page.locator("input[type=file]").setInputFiles({
    name: `cups ${stamp}.jsonl`,
    mimeType: "application/jsonl",
    buffer: Buffer.from(lines.join("\n")),
  });
  await expect(page.getByText("1 gold cannot be read")).toBeVisible();
  await page.getByRole("link", { name: "Read the questions" }).click();
  await page.waitForURL(/\/datasets\/dataset_/);
  await expect(page.getByRole("heading", { name: "1 gold of 2 questions cannot be read" })).toBeVisible();
  const row = page.getByRole("row", { name: /many cups/ });
  await expect(row.getByRole("cell").first()).toHaveText(/2$/);
  await expect(row).toContainText("It is not a number alone.");

  await page.getByRole("link", { name: "Set a rule…" }).click();
  await page.waitForURL(/\/rule$/);
  await page.getByLabel("Where the answer stands").selectOption({ label: "behind a marker" });
  await page.getByLabel("Marker").fill("Answer:");
  await page.getByLabel("It is correct where").selectOption("folded");
  await expect(page.getByText("2 golds read, all of them can be compared.")).toBeVisible();
  await page.getByLabel("A model's text").fill("Let me count.\nAnswer: Many  cups!");
  await page.getByLabel("Gold", { exact: true }).fill("many cups");
  await expect(page.locator("mark")).toHaveText("Many  cups!");
  await expect(page.getByText("Correct:", { exact: true })).toBeAttached();
  await page.getByLabel("It is correct where").selectOption("regex");
  await page.getByRole("textbox", { name: "Pattern" }).fill("(\\w+\\s?)*\\.$");
  await page.getByRole("button", { name: "Use as rule 1" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /Too slow/ })).toBeVisible();
  await page.getByLabel("It is correct where").selectOption("folded");
  await page.getByLabel("Note").fill("golds in words too");
  await page.getByRole("button", { name: "Use as rule 1" }).click();
  const versions = page.getByRole("region", { name: "Versions" });
  await expect(versions).toContainText("“golds in words too”");
  await expect(versions).toContainText("No run judges by it.");

  await page.getByLabel("Marker").fill("");
  await expect(page.getByText("The rule is not complete yet.")).toBeVisible();
  await expect(page.getByText("By the last complete rule").first()).toBeVisible();
  await page.getByRole("button", { name: "Use as rule 2" }).click();
  await expect(page.getByText("Fill it in.")).toBeVisible();
  await page.getByLabel("Marker").fill("Answer:");
  await expect(page.getByText("Nothing is changed yet.")).toBeVisible();

  const datasetId = /datasets\/([^/]+)\/rule/.exec(page.url())![1];
  const endpoint = await startEndpoint({ gold: () => "many cups" });
  const { id: endpointId } = await api.post<{ id: string }>("/api/endpoints", {
    name: `cups ${stamp}`,
    baseUrl: endpoint.url,
  });
  await page.goto(`/?dataset=${datasetId}`);
  await expect(
    page.getByRole("form", { name: "Start a run" }).getByText("Judged by its rule 1."),
  ).toBeVisible();
  const { id: runId } = await api.post<{ id: string }>("/api/runs", {
    name: `judged by words ${stamp}`,
    datasetId,
    branching: 1,
    roles: { generator: { endpointId, model: "test-model" } },
  });
  const statusOf = async () => (await api.get<{ status: string }>(`/api/runs/${runId}`)).status;
  await expect.poll(statusOf, { timeout: 30_000 }).toBe("completed");
  await page.goto(`/runs/${runId}?panel=judge`);
  await expect(page.getByRole("link", { name: /^rule 1 of/ })).toBeVisible();
  await page.goto(`/datasets/${datasetId}/rule`);
  await expect(versions.getByRole("link", { name: `judged by words ${stamp}` })).toBeVisible();
  await page
    .getByRole("link", { name: `cups ${stamp}` })
    .first()
    .click();
  await page.waitForURL(/\/datasets\/dataset_[^/]+$/);
  await expect(page.getByText(/By rule 1/)).toBeVisible();
  await expect(page.getByRole("heading", { name: /cannot be read/ })).toHaveCount(0);
  expect(seen.filter((line) => !line.includes("422"))).toEqual([]);
});
