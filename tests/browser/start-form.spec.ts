import { expect, test, sums } from "./fixtures.ts";

test("a mistake in the start form is said at its field and takes the focus", async ({
  page,
  api,
  startEndpoint,
}) => {
  const stamp = Date.now();
  const endpoint = await startEndpoint();
  const name = `form ${stamp}`;
  const dataset = await api.post<{ id: string }>("/api/datasets", { name, task: "gsm8k", rows: sums(2) });
  await api.post("/api/endpoints", { name, baseUrl: endpoint.url });
  await page.goto(`/?dataset=${dataset.id}`);
  await page.getByLabel("Endpoint", { exact: true }).selectOption({ label: name });
  await expect(page.getByLabel("Generator: temperature")).toHaveValue("0.3");
  const form = page.getByRole("form", { name: "Start a run" });
  await expect(form.getByRole("link", { name: "no price set" })).toBeVisible();
  const questions = page.getByLabel("Questions", { exact: true });
  await questions.fill("abc");
  await page.getByRole("button", { name: /Start run/ }).click();
  await expect(form.getByText("“abc” is not a number.")).toBeVisible();
  await expect(form.getByText(/Not started: one field/)).toBeVisible();
  await expect(questions).toBeFocused();
  await questions.fill("2");
  await page.getByLabel("Budget, $").fill("-1");
  await page.getByRole("button", { name: /Start run/ }).click();
  await expect(page.getByLabel("Budget, $")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Budget, $").fill("");
  await page.getByRole("button", { name: /Start run/ }).click();
  await page.waitForURL(/\/runs\/run_/);
});
