import { findBarriers } from "./find-barriers.ts";
import { expect, test, watchPage } from "./fixtures.ts";

type Made = { readonly id: string; readonly recipeHash: string };
type RowList = { readonly items: readonly { readonly place: { readonly nodeIds: readonly string[] } }[] };

test("a shipped row leads to its node, the node back to its export, and two exports are compared", async ({
  page,
  api,
  grow,
}) => {
  const seen = watchPage(page);
  const { runId } = await grow({ branching: 3 });
  const build = async (recipe: object): Promise<Made> => {
    const { id } = await api.post<{ id: string }>("/api/exports", {
      runIds: [runId],
      format: "trl",
      ...recipe,
    });
    await expect
      .poll(async () => (await api.get<{ status: string }>(`/api/exports/${id}`)).status)
      .toBe("ready");
    return await api.get<Made>(`/api/exports/${id}`);
  };
  const all = await build({ kinds: ["kto"] });
  const leaves = await build({ kinds: ["kto"], roles: ["refiner"] });
  const file = "data/kto_refiner_train.jsonl";
  const { items } = await api.get<RowList>(`/api/exports/${all.id}/rows?file=${file}&limit=1`);
  const nodeId = items[0]?.place.nodeIds[0] ?? "";

  await page.goto(`/exports/${all.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(all.recipeHash.slice(0, 8));
  await page.getByRole("tab", { name: "kto_refiner_train.jsonl" }).click();
  const row = page.getByRole("link", { name: "Its node" }).first();
  await expect(row).toHaveAttribute("href", new RegExp(`node=${nodeId}$`));
  expect(await findBarriers(page)).toEqual([]);
  await row.click();
  const standing = page.getByRole("link", { name: new RegExp(all.recipeHash.slice(0, 8)) });
  await expect(standing).toBeVisible();
  await expect(page.getByText("KTO row")).toHaveCount(2);
  await standing.click();
  await expect(page).toHaveURL(`/exports/${all.id}`);

  await page.goto(`/exports/compare?a=${all.id}&b=${leaves.id}`);
  const recipe = page.getByRole("row", { name: /^Roles/ });
  await expect(recipe).toContainText("generator, verifier, refiner");
  await expect(page.getByRole("heading", { name: /^Removed/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Added/ })).toHaveCount(0);
  await expect(page.getByRole("row", { name: /^KTO refiner 0 0 0/ })).toBeVisible();
  await page.getByRole("button", { name: "Change places" }).click();
  await expect(page.getByRole("heading", { name: /^Added/ })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of [page.url(), `/exports/${all.id}`]) {
    await page.goto(address);
    await expect(page.getByRole("link", { name: "Its node" }).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
  expect(seen).toEqual([]);
});
