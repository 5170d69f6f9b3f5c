import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, goldOf, sums, test, watchPage } from "./fixtures.ts";

const hostile = [
  "</script><script>window.hacked = 1</script>",
  `<img src=x onerror="window.hacked = 2">`,
  "[click](javascript:window.hacked=3)",
  "\u2028\u2029<!--",
].join("\n");

test("a tree leaves as a picture, and as one page that shows it with no network and runs no text", async ({
  page,
  browser,
  grow,
}, info) => {
  const rows = sums(2);
  const gold = goldOf(rows);
  let turn = 0;
  const { runId, treeIds } = await grow({
    questions: rows,
    answer: (messages) =>
      `**So** it is $\\frac{1}{2}$.\n${hostile}\n\nFinal Answer: ${turn++ % 3 === 0 ? "7" : gold(messages.at(-1)?.content ?? "")}`,
  });
  await page.goto(`/trees/${treeIds[0]}?view=tree`);
  await expect(page.getByRole("treeitem").first()).toBeVisible();
  const take = async (item: string) => {
    await page.getByRole("button", { name: "Take away" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: item }).click();
    const file = info.outputPath((await download).suggestedFilename());
    await (await download).saveAs(file);
    await expect(page.getByRole("menuitem")).toHaveCount(0);
    return file;
  };
  const svg = await readFile(await take("Picture, SVG"), "utf8");
  expect(svg.match(/<title>/g)).toHaveLength(15);
  const png = await readFile(await take("Picture, PNG"));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(2 * Number(/ width="(\d+)"/.exec(svg)?.[1]));

  const file = await take("Page, one HTML file");
  const context = await browser.newContext({ offline: true });
  const away = await context.newPage();
  const seen = watchPage(away);
  await away.goto(pathToFileURL(file).href);
  await expect(away.getByRole("treeitem")).toHaveCount(15);
  await away.getByRole("treeitem", { name: /^G2/ }).click();
  const text = away.getByRole("region", { name: "Text", exact: true });
  await expect(text.locator("strong")).toHaveText("So");
  await expect(text.locator("mfrac")).toHaveCount(1);
  await expect(text.getByText("<script>window.hacked = 1</script>")).toBeVisible();
  await expect(away.getByRole("region", { name: "How the credit was computed" })).toContainText("mean of");
  await away.keyboard.press("ArrowRight");
  await expect(away.getByRole("heading", { name: "Verifier V1" })).toBeVisible();
  await away.keyboard.press("r");
  await expect(text.getByText("**So** it is $\\frac{1}{2}$.")).toBeVisible();

  const drawing = away.getByRole("tree").locator("> g");
  const before = await drawing.getAttribute("transform");
  const box = await away.getByRole("tree").boundingBox();
  if (!box) throw new Error("the tree has no place");
  await away.mouse.move(box.x + 20, box.y + box.height - 20);
  await away.mouse.down();
  await away.mouse.move(box.x + 80, box.y + box.height - 60, { steps: 4 });
  await away.mouse.up();
  await expect(drawing).not.toHaveAttribute("transform", before ?? "");
  expect(await away.evaluate(() => "hacked" in window)).toBe(false);
  expect(seen).toEqual([]);
  const { violations } = await new AxeBuilder({ page: away }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await context.close();

  const all = await page.request.get(`/api/runs/${runId}/bundle.html`);
  expect(all.headers()["content-type"]).toContain("text/html");
});
