import { findBarriers } from "./find-barriers.ts";
import { expect, sums, test, watchPage } from "./fixtures.ts";

type Run = { readonly threshold: number; readonly pairs: Readonly<Record<string, number>> };
type Credit = {
  readonly corrections: { readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>> };
};

test("the threshold is tried without asking, saved and undone; a number leads to its rows; panels stay open", async ({
  page,
  api,
  grow,
}) => {
  const seen = watchPage(page);
  const { runId } = await grow({ questions: sums(6), branching: 3 });
  const thresholdOf = async () => (await api.get<Run>(`/api/runs/${runId}`)).threshold;
  await page.goto(`/runs/${runId}`);
  const values = page.getByRole("region", { name: "Values by role" });
  const slider = values.getByRole("slider", { name: /Verifier/ });
  await expect(slider).toHaveAttribute("aria-valuetext", /^0\.5, /);
  await expect(page.getByRole("row").nth(1)).toBeInViewport();

  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 400, box.y + 40, { steps: 4 });
  await expect(slider).not.toHaveAttribute("aria-valuetext", /^0\.5, /);
  const tried = await slider.getAttribute("aria-valuetext");
  expect(asked.filter((path) => /^\/api\/.*\/(values|pairs|counts)$/.test(path))).toEqual([]);
  await page.mouse.up();
  // The table's pairs follow, without a request; the address and a tree opened from here try it too.
  const sum = async () =>
    (await page.locator('[role="gridcell"][title$="as saved"]').allTextContents()).reduce(
      (all, text) => all + Number(text.replace(",", "")),
      0,
    );
  const inAll = Number(/^([\d,]+) pair/.exec((await values.getByText(/pairs?, /).textContent()) ?? "")?.[1]);
  expect(await sum()).toBe(inAll);
  await expect(page.getByRole("note")).toContainText("not saved");
  await expect(page).toHaveURL(/theta=/);
  const theta = new URL(page.url()).searchParams.get("theta");
  await expect(page.locator('[data-index="0"] a').first()).toHaveAttribute(
    "href",
    new RegExp(`if=${theta}%7Emean`),
  );
  await page.reload();
  await expect(slider).toHaveAttribute("aria-valuetext", tried ?? "");
  await values.getByRole("button", { name: /^Save θ/ }).click();
  await expect(values.getByRole("button", { name: /^Undo/ })).toBeVisible();
  await expect(slider).toHaveAttribute("aria-valuetext", tried ?? "");
  const saved = await api.get<Run>(`/api/runs/${runId}`);
  expect(saved.threshold).toBeGreaterThan(0.5);
  expect(tried).toContain(`${saved.pairs["verifier"]} pair`);
  await page.keyboard.press("u");
  await expect(slider).toHaveAttribute("aria-valuetext", /^0\.5, /);
  await expect.poll(thresholdOf).toBe(0.5);

  const { corrections } = await api.get<Credit>(`/api/runs/${runId}/credit`);
  const kept = corrections.counts["correct"]?.["correct"] ?? 0;
  await page.getByRole("button", { name: /^Credit/ }).click();
  await expect(page.getByRole("region", { name: "Credit" })).toBeVisible();
  await page.getByRole("link", { name: /right first, right at last/ }).click();
  await expect(
    page.getByText(new RegExp(`^${kept} trajector.* right first and right at last, in`)),
  ).toBeVisible();
  await expect(page).toHaveURL(/having=correction/);
  await expect(page).toHaveURL(/panel=credit/);
  await page.reload();
  await expect(page.getByRole("region", { name: "Credit" })).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page).not.toHaveURL(/having=/);

  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await findBarriers(page)).toEqual([]);
  }
  expect(seen).toEqual([]);
});
