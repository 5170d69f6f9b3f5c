import { expect, sums, test, watchPage } from "./fixtures.ts";

test("the question table filters, sorts, narrows and is walked by keys; its address and its trees' pages keep the list", async ({
  page,
  grow,
  api,
}) => {
  const seen = watchPage(page);
  const questions = sums(9).map((row, at) => ({ ...row, level: `Level ${1 + (at % 3)}` }));
  const { runId, treeIds } = await grow({ questions });
  const orderOf = async (search: string): Promise<number[]> =>
    (await api.get<{ indexes: number[] }>(`/api/runs/${runId}/trees/order?${search}`)).indexes;
  const rows = page.getByRole("row").filter({ has: page.getByRole("gridcell") });
  const shownRows = () => rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute("data-index"))));

  await page.goto(`/runs/${runId}`);
  await expect(rows).toHaveCount(9);
  await page.getByRole("columnheader", { name: "Pairs" }).getByRole("button").click();
  await expect(page.getByRole("columnheader", { name: "Pairs" })).toHaveAttribute("aria-sort", "descending");
  await expect.poll(shownRows).toEqual(await orderOf("sort=-pairs"));
  await page.getByRole("button", { name: /^Mixed/ }).click();
  await page.getByRole("checkbox", { name: /^Level 1/ }).check();
  await page.getByRole("checkbox", { name: /^Level 2/ }).check();
  const search = `filter=mixed&sort=-pairs&meta=${encodeURIComponent('{"level":["Level 1","Level 2"]}')}`;
  const listed = await orderOf(search);
  expect(listed.length).toBeGreaterThan(1);
  await expect.poll(shownRows).toEqual(listed);

  await page.reload();
  await expect.poll(shownRows).toEqual(listed);
  await expect(page.getByRole("checkbox", { name: /^Level 2/ })).toBeChecked();
  await page.keyboard.press("j");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("Space");
  await expect(rows.first()).toHaveAttribute("aria-selected", "true");
  await expect(page.getByText("1 question chosen")).toBeVisible();
  await expect(rows.first().getByRole("link")).toBeVisible();
  await page.keyboard.press("Enter");

  await page.waitForURL(new RegExp(`/trees/${treeIds[listed[0]!]}`));
  await expect(page.getByText(`1 of ${listed.length} listed`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Next question (])" })).toHaveAttribute("href", /filter=mixed/);
  await page.keyboard.press("]");
  await page.waitForURL(new RegExp(`/trees/${treeIds[listed[1]!]}`));
  await expect(page.getByText(`2 of ${listed.length} listed`)).toBeVisible();
  await page.getByRole("link", { name: `Question ${listed[1]! + 1}`, exact: true }).click();
  await page.waitForURL(/\/runs\//);
  await expect.poll(shownRows).toEqual(listed);
  await expect(rows.nth(1)).toHaveAttribute("tabindex", "0");

  await page.getByPlaceholder("Question or gold").fill("no such question");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No question matches")).toBeVisible();
  const culprit = page.getByRole("listitem").filter({ hasText: "“no such question”" });
  await expect(culprit).toContainText(`${listed.length} questions`);
  await culprit.getByRole("button", { name: "Leave it out" }).click();
  await expect.poll(shownRows).toEqual(listed);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(rows).toHaveCount(9);
  expect(seen).toEqual([]);
});
