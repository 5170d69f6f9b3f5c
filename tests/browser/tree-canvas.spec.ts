import { expect, sums, test } from "./fixtures.ts";

test("a drag moves the drawing and selects nothing, ctrl and the wheel zoom about the pointer", async ({
  page,
  grow,
}) => {
  const { treeIds } = await grow({ questions: sums(1) });
  await page.goto(`/trees/${treeIds[0]}?view=tree`);
  const drawing = page.getByRole("tree");
  const leaf = drawing.locator('[data-path="1.1.1"]');
  await expect(leaf).toBeVisible();
  const placeOf = async () => {
    const { x, y, width } = (await leaf.locator(".shape").boundingBox()) ?? { x: 0, y: 0, width: 0 };
    return { x: x + width / 2, y: y + width / 2, width };
  };
  const from = await placeOf();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 40, from.y + 30, { steps: 4 });
  await page.mouse.up();
  const dragged = await placeOf();
  expect(dragged.x).toBeCloseTo(from.x - 40, 0);
  expect(dragged.y).toBeCloseTo(from.y + 30, 0);
  await expect(leaf).toHaveAttribute("aria-selected", "false");

  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -40);
  await page.keyboard.up("Control");
  await expect.poll(async () => (await placeOf()).width).toBeGreaterThan(dragged.width * 1.2);
  const zoomed = await placeOf();
  expect(zoomed.x).toBeCloseTo(dragged.x, 0);
  expect(zoomed.y).toBeCloseTo(dragged.y, 0);

  await page.mouse.wheel(0, 50);
  await expect.poll(async () => (await placeOf()).y).toBeLessThan(zoomed.y - 49);
  await leaf.click();
  await expect(leaf).toHaveAttribute("aria-selected", "true");
});
