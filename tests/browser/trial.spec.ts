import { expect as expectSoon, sums, test } from "./fixtures.ts";

/** Growing takes as long as the machine lets it. */
const expect = expectSoon.configure({ timeout: 20_000 });

test("a run is checked, one question of it is tried, the rest is grown; a node leads to its request", async ({
  page,
  api,
  startEndpoint,
}) => {
  const name = `trial ${Date.now()}`;
  const endpoint = await startEndpoint();
  const dataset = await api.post<{ id: string }>("/api/datasets", { name, task: "gsm8k", rows: sums(3) });
  await api.post("/api/endpoints", { name, baseUrl: endpoint.url });
  await page.goto(`/?dataset=${dataset.id}`);
  await page.getByLabel("Endpoint", { exact: true }).selectOption({ label: name });
  await expect(page.getByLabel("Generator: temperature")).toHaveValue("0.3");
  await page.getByLabel("Generator: temperature").fill("0");

  await page.getByRole("button", { name: "Check", exact: true }).click();
  const checks = page.getByRole("list", { name: "Checked before the start" });
  await expect(checks).toContainText("at temperature 0 siblings come out identical");
  await expect(checks).toContainText("answers.");
  expect(endpoint.requests).toHaveLength(0);

  await page.getByRole("button", { name: "Try one question" }).click();
  await page.waitForURL(/\/runs\/run_/);
  const trial = page.getByRole("region", { name: "Trial" });
  await expect(trial).toContainText("2 questions to go");
  await expect(trial.getByRole("row", { name: /Requests/ })).toContainText("39");
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("1 of 3 trees");

  await trial.getByRole("button", { name: "Grow the rest" }).click();
  await expect(trial).toBeHidden();
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("3 of 3 trees");

  await page
    .getByRole("link", { name: /A tray holds/ })
    .first()
    .click();
  await page.waitForURL(/\/trees\//);
  await page.getByRole("tree").locator('[data-path="1"]').click();
  await expect(page.getByRole("region", { name: "Facts" })).toContainText("Request");
});
