import { expect, sums, test, watchPage } from "./fixtures.ts";

type Usage = {
  readonly usage: { readonly costUsd: number };
  readonly config: { readonly roles: { readonly generator: { readonly endpointId: string } } };
};

test("a run stands at its budget, its cost is told by role, and raising the budget finishes it", async ({
  page,
  api,
  request,
  grow,
}) => {
  const seen = watchPage(page);
  const { runId } = await grow({ questions: sums(2), start: false, answer: () => "The answer is 7." });
  const run = await api.get<Usage>(`/api/runs/${runId}`);
  await request.patch(`/api/endpoints/${run.config.roles.generator.endpointId}`, {
    data: { prices: { "test-model": { promptPerMillion: 1000, completionPerMillion: 4000 } } },
  });
  await request.patch(`/api/runs/${runId}`, { data: { budget: { requests: 9 } } });
  await api.post(`/api/runs/${runId}/resume`, {});

  await page.goto(`/runs/${runId}?panel=cost`);
  const cost = page.getByRole("region", { name: "Cost", exact: true });
  await expect(cost.getByText("9 of 9")).toBeVisible();
  await expect(cost.getByRole("progressbar", { name: "9 of 9 used" })).toBeVisible();
  await cost.getByRole("button", { name: "Change the budget…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Requests")).toHaveValue("14");
  await dialog.getByRole("button", { name: "Save and resume" }).click();

  const table = cost.getByRole("group", { name: "Cost by role" });
  await expect(table.getByRole("row", { name: /Refiner.*test-model.*8.*\$/ })).toBeVisible();
  await expect(page.getByText("2 of 2 trees")).toBeVisible();
  await expect(cost.getByText(/identical: Generator 2, Verifier 4, Refiner 8/)).toBeVisible();
  await cost.getByRole("link", { name: "Show their trees" }).click();
  await expect(page.getByRole("button", { name: /Identical siblings/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  expect(seen).toEqual([]);
});
