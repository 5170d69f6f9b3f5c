import type { Page } from "@playwright/test";
import { findBarriers } from "./find-barriers.ts";
import { expect, sums, test, watchPage } from "./fixtures.ts";

/** The path of the tree node that has the focus; null where something else has it. */
const focusedPath = (page: Page) =>
  page.evaluate(() =>
    document.activeElement?.getAttribute("role") === "treeitem"
      ? document.activeElement.getAttribute("data-path")
      : null,
  );

test("by keys alone a tree is folded, searched and focused, the focus never lost, and found again as it was left", async ({
  page,
  grow,
}) => {
  const seen = watchPage(page);
  const { treeIds } = await grow({ questions: sums(1) });
  await page.goto(`/trees/${treeIds[0]}?view=tree&node=1`);
  const item = (path: string) => page.locator(`[role="treeitem"][data-path="${path}"]`);
  await expect(item("1")).toHaveAttribute("tabindex", "0");
  await expect(page.getByRole("treeitem")).toHaveCount(15);
  for (let press = 0; press < 60 && (await focusedPath(page)) !== "1"; press++)
    await page.keyboard.press("Tab");
  expect(await focusedPath(page)).toBe("1");

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect.poll(() => focusedPath(page)).toBe("1");

  await page.keyboard.press("z");
  await expect(item("1")).toHaveAttribute("aria-expanded", "false");
  await expect(item("1.1")).toHaveCount(0);
  expect(await focusedPath(page)).toBe("1");
  await page.reload();
  await expect(item("1")).toHaveAttribute("aria-expanded", "false");

  await page.keyboard.press("/");
  await expect(page.getByLabel("Find in the tree")).toBeFocused();
  await page.keyboard.type("r2");
  const search = page.getByRole("search");
  await expect(search.getByRole("status")).toHaveText("4, 2 folded");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/node=1\.1\.2(&|$)/);
  await expect(item("1.1.2")).toHaveAttribute("aria-selected", "true");
  await expect(search.getByRole("status")).toHaveText("1 of 4");
  await page.keyboard.press("Escape");
  await expect.poll(() => focusedPath(page)).toBe("1.1.2");
  await expect(page).not.toHaveURL(/find=/);

  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => focusedPath(page)).toBe("1.1");
  await page.keyboard.press("Shift+F");
  await expect(page.getByRole("treeitem")).toHaveCount(3);
  await expect.poll(() => focusedPath(page)).toBe("1.1");
  await page.keyboard.press("i");
  await expect(page.getByRole("tree", { name: /Icicle/ })).toBeVisible();
  await expect.poll(() => focusedPath(page)).toBe("1.1");
  await expect(page.getByRole("treeitem")).toHaveCount(3);
  await page.keyboard.press("Shift+F");
  await expect(page.getByRole("treeitem")).toHaveCount(15);
  expect(seen).toEqual([]);
});

test("what is tried outlives a reload, an override says what it will do and is undone by one key, and a pair opens", async ({
  page,
  grow,
  api,
}) => {
  const seen = watchPage(page);
  const { runId, treeIds } = await grow({ questions: sums(1), seed: 8 });
  type Pair = { chosenNodeId: string; chosenPath: string; rejectedNodeId: string };
  const { items } = await api.get<{ items: Pair[] }>(`/api/runs/${runId}/pairs?role=refiner`);
  const pair = items.at(-1);
  const path = pair?.chosenPath ?? "";
  await page.goto(`/trees/${treeIds[0]}?view=tree&node=${path}&if=0.4~mean~${path}i&pin=0.5~majority`);
  const panel = page.getByRole("region", { name: "What if" });
  await expect(panel.getByRole("table")).toContainText("θ 0.40, mean, 1 leaf turned");
  await expect(page.getByRole("treeitem", { name: /turned, as a what-if, now 1/ })).toHaveCount(1);
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await page.getByRole("button", { name: "Bring back" }).click();
  await expect(panel.getByRole("table")).toContainText("1 leaf turned");
  await page.keyboard.press("w");
  await expect(panel).toBeHidden();

  await page.keyboard.press("o");
  await expect(page.getByRole("group", { name: "Override the verdict" })).toContainText(
    /[1-9] values?, [1-9] labels? change; pairs: \d+ gained, [1-9]\d* lost/,
  );
  await page.keyboard.type("tried");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "✕ incorrect" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/values? changed; pairs:/)).toBeVisible();
  type Node = { path: string; override: unknown };
  const override = async () =>
    (await api.get<{ nodes: Node[] }>(`/api/trees/${treeIds[0]}`)).nodes.find((node) => node.path === path)
      ?.override;
  expect(await override()).toMatchObject({ verdict: "incorrect", reason: "tried" });
  await expect.poll(() => focusedPath(page)).toBe(path);
  await page.keyboard.press("u");
  await expect.poll(override).toBeNull();

  await page.getByRole("link", { name: /^Open/ }).first().click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}/pairs\\?.*chosen=${pair?.chosenNodeId}`));
  await expect(page.getByText(/^Pair \d+ of \d+$/)).toBeVisible();
  expect(seen).toEqual([]);
});
