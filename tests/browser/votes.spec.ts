import { expect, sums, test, watchPage } from "./fixtures.ts";

type Run = {
  readonly accuracy: { readonly refiner: number };
  readonly config: { readonly roles: { readonly generator: { readonly endpointId: string } } };
};

const isVote = (prompt: string): boolean => prompt.includes("VERDICT: UNSURE");

test("a model is asked about unknown answers only when told to, and its vote counts once a person takes it over", async ({
  page,
  api,
  grow,
}) => {
  const seen = watchPage(page);
  const { runId, endpoint } = await grow({
    questions: sums(1),
    answer: ([message]) =>
      isVote(message?.content ?? "") ? "They mean the same.\nVERDICT: CORRECT" : "It is hard to say.",
  });
  const votesAsked = () => endpoint.requests.filter(({ body }) => isVote(JSON.stringify(body))).length;
  const read = () => api.get<Run>(`/api/runs/${runId}`);
  const shareRight = async () => (await read()).accuracy.refiner;
  const run = await read();

  await page.goto(`/runs/${runId}?panel=odd`);
  const card = page.getByRole("region", { name: "Unknown answers" });
  await expect(card.getByRole("link", { name: "8 leaves the judge cannot tell" })).toBeVisible();
  await card.getByRole("button", { name: "Ask a model…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Endpoint").selectOption(run.config.roles.generator.endpointId);
  await dialog.getByLabel("Leaves, at most").fill("0");
  await expect(dialog.getByText("Use a number at least 1.")).toBeVisible();
  await dialog.getByLabel("Leaves, at most").fill("3");
  await expect(dialog.getByText("Requests, one a leaf")).toBeVisible();
  await expect(dialog.getByRole("region", { name: "The first prompt" })).toContainText(
    "| It is hard to say.",
  );
  expect(votesAsked()).toBe(0);
  await dialog.getByRole("button", { name: "Ask about 3 leaves" }).click();

  await expect(card.getByRole("button", { name: "3 ✓ correct" })).toBeVisible();
  expect(votesAsked()).toBe(3);
  expect(await shareRight()).toBe(0);
  await card.getByRole("button", { name: "3 ✓ correct" }).click();
  await page.getByRole("dialog").getByRole("link").first().click();

  const votes = page.getByRole("region", { name: "Votes of models" });
  await votes.getByRole("button", { name: "Read" }).click();
  await expect(page.getByRole("dialog")).toContainText("They mean the same.");
  await expect(page.getByRole("dialog")).toContainText("| It is hard to say.");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("v");
  await expect(votes.getByText("taken over")).toBeVisible();
  expect(await shareRight()).toBe(1 / 8);
  await expect(page.getByText(/Overridden:.*Vote of test-model/)).toBeVisible();
  await page.getByRole("button", { name: "Remove override" }).click();
  await expect(votes.getByRole("button", { name: "Take over as override" })).toBeVisible();
  expect(await shareRight()).toBe(0);
  expect(votesAsked()).toBe(3);
  expect(seen.filter((line) => !line.includes("422"))).toEqual([]);
});
