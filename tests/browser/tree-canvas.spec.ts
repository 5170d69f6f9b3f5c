import type { Page } from "@playwright/test";
import { expect, sums, test } from "./fixtures.ts";

// A mouse works as before.
test.use({ hasTouch: true });

/** A tree's page, once hands can move the drawing. */
async function openTree(page: Page, treeId = "") {
  await page.goto(`/trees/${treeId}?view=tree`);
  const drawing = page.getByRole("tree");
  const leaf = drawing.locator('[data-path="1.1.1"]');
  await expect(leaf).toBeVisible();
  await expect(drawing).toHaveCSS("cursor", "grab");
  const placeOf = async () => {
    const { x, y, width } = (await leaf.locator(".shape").boundingBox()) ?? { x: 0, y: 0, width: 0 };
    return { x: x + width / 2, y: y + width / 2, width };
  };
  return { leaf, placeOf };
}

test("a drag moves the drawing and selects nothing, ctrl and the wheel zoom about the pointer", async ({
  page,
  grow,
}) => {
  const { treeIds } = await grow({ questions: sums(1) });
  const { leaf, placeOf } = await openTree(page, treeIds[0]);
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
  const scrolled = await placeOf();
  await page.mouse.move(scrolled.x, scrolled.y);
  await page.mouse.down();
  await page.mouse.move(scrolled.x + 3, scrolled.y);
  await page.mouse.up();
  await expect(leaf).toHaveAttribute("aria-selected", "true");
  expect((await placeOf()).y).toBeCloseTo(scrolled.y, 0);
});

test("a finger moves the drawing, two zoom it, and one that trembles selects", async ({ page, grow }) => {
  const { treeIds } = await grow({ questions: sums(1) });
  const { leaf, placeOf } = await openTree(page, treeIds[0]);
  const session = await page.context().newCDPSession(page);
  type Fingers = { x: number; y: number }[];
  const touch = async (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Fingers = []) =>
    void (await session.send("Input.dispatchTouchEvent", { type, touchPoints }));

  const from = await placeOf();
  await touch("touchStart", [{ x: from.x, y: from.y }]);
  for (const step of [20, 40, 60]) await touch("touchMove", [{ x: from.x - step, y: from.y }]);
  await touch("touchEnd");
  await expect.poll(async () => (await placeOf()).x).toBeLessThan(from.x - 40);
  await expect(leaf).toHaveAttribute("aria-selected", "false");

  const { x, y, width } = await placeOf();
  await touch("touchStart", [
    { x: x - 30, y },
    { x: x + 30, y },
  ]);
  for (const apart of [40, 50, 60])
    await touch("touchMove", [
      { x: x - apart, y },
      { x: x + apart, y },
    ]);
  await touch("touchEnd");
  await expect.poll(async () => (await placeOf()).width).toBeGreaterThan(1.5 * width);

  const still = await placeOf();
  await touch("touchStart", [{ x: still.x, y: still.y }]);
  await touch("touchMove", [{ x: still.x + 6, y: still.y + 5 }]);
  await touch("touchEnd");
  await expect(leaf).toHaveAttribute("aria-selected", "true");
  expect((await placeOf()).x).toBeCloseTo(still.x, 0);
});
