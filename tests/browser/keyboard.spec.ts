import { expect, test } from "./fixtures.ts";

test("the tree is walked by keys alone: parent, child, sibling, next question, views, help", async ({
  page,
  grow,
}) => {
  const { treeIds } = await grow();
  await page.goto(`/trees/${treeIds[0]}?node=1`);
  await expect(page.getByRole("treeitem").first()).toBeVisible();
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/node=1\.1(&|$)/);
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/node=1\.2(&|$)/);
  await page.keyboard.press("h");
  await expect(page).toHaveURL(/node=1(&|$)/);
  const selected = page.getByRole("treeitem", { selected: true });
  await expect(selected).toHaveCount(1);
  await expect(selected).toHaveAttribute("tabindex", "0");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("sibling");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("]");
  await page.waitForURL(new RegExp(`/trees/${treeIds[1]}`));
});

test("from the runs to a tree and back without a mouse", async ({ page, grow }) => {
  const { runId, treeIds } = await grow();
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("3 of 3 trees")).toBeVisible();
  await expect(page.locator('a[href^="/trees/"]').first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/trees/(${treeIds.join("|")})`));
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.waitForURL(/\/(\?.*)?$/);
});

test("the focus goes from a row to its tree, to the next one, and by g q and Back to the row again", async ({
  page,
  grow,
}) => {
  const { runId, treeIds } = await grow();
  const rowOf = (index: number) => page.locator(`[role="row"][data-index="${index}"]`);
  const focusedNode = page.locator('[role="treeitem"]:focus');
  await page.goto(`/runs/${runId}?filter=all&sort=-index`);
  await expect(rowOf(1).getByRole("link")).toBeVisible();
  await page.keyboard.press("j");
  await expect(rowOf(2)).toBeFocused();
  await page.keyboard.press("j");
  await expect(rowOf(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/trees/${treeIds[1]}`));
  await expect(focusedNode).toHaveCount(1);
  await expect(page.getByText("2 of 3 listed")).toBeVisible();
  await page.keyboard.press("]");
  await page.waitForURL(new RegExp(`/trees/${treeIds[0]}`));
  await expect(focusedNode).toHaveCount(1);
  await expect(page.getByText("3 of 3 listed")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("q");
  await page.waitForURL(new RegExp(`/runs/${runId}\\?sort=-index`));
  await expect(rowOf(0)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rowOf(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/trees/${treeIds[1]}`));
  await expect(focusedNode).toHaveCount(1);
  await page.goBack();
  await page.waitForURL(new RegExp(`/runs/${runId}`));
  await expect(rowOf(1)).toBeFocused();
});

test("a verdict clicked by mouse leaves the next key to the screen; one reached by Tab keeps Enter", async ({
  page,
  grow,
  api,
}) => {
  const { runId } = await grow();
  const countsOf = () => api.get<Record<string, number>>(`/api/runs/${runId}/pairs/counts`);
  await page.goto(`/runs/${runId}/pairs`);
  const reject = page.getByRole("button", { name: /Reject pair/ });
  await reject.click();
  await expect.poll(countsOf).toMatchObject({ rejected: 1 });
  await page.keyboard.press("Enter");
  await expect.poll(countsOf).toMatchObject({ rejected: 1, accepted: 1 });
  await page.keyboard.press("Tab");
  await reject.focus();
  await page.keyboard.press("Enter");
  await expect.poll(countsOf).toMatchObject({ rejected: 2, accepted: 1 });
});
