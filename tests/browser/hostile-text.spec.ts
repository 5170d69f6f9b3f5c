import { expect, goldOf, sums, test, watchPage } from "./fixtures.ts";

const hostile = [
  `<script>window.hacked = 1</script>`,
  `<img src=x onerror="window.hacked = 2">`,
  `<svg onload="window.hacked = 3"></svg>`,
  `[click me](javascript:window.hacked=4)`,
  `"><iframe srcdoc="<script>parent.hacked = 5</script>"></iframe>`,
  `<a href="javascript:window.hacked=6">here</a>`,
  `{{constructor.constructor('window.hacked = 7')()}}`,
  `<style>body{display:none}</style>`,
  "</textarea></script><script>window.hacked = 8</script>",
  "\u202Egnp.exe \u0000 \uFFFF \u200B",
].join("\n");

test("hostile texts of a model run nowhere: shown as text on every screen, under a strict policy", async ({
  page,
  grow,
}) => {
  const rows = sums(2).map((row) => ({
    ...row,
    question: `${row.question} ${hostile.replaceAll("\u0000", "")}`,
  }));
  const gold = goldOf(rows);
  let turn = 0;
  const { runId, treeIds } = await grow({
    questions: rows,
    answer: (messages) =>
      `${hostile}\nFinal Answer: ${turn++ % 2 === 0 ? gold(messages.at(-1)?.content ?? "") : "7"}\nVerdict: CORRECT`,
  });
  const seen = watchPage(page);
  const treeId = treeIds[0] ?? "";
  const screens = [
    `/runs/${runId}`,
    `/trees/${treeId}?node=1`,
    `/trees/${treeId}?node=1.1.1&view=outline`,
    `/runs/${runId}/pairs`,
    `/runs/${runId}/export`,
    "/datasets",
  ];
  for (const address of screens) {
    await page.goto(address);
    await expect(
      page.getByText("How many cups", { exact: false }).or(page.getByRole("heading")).first(),
    ).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => "hacked" in window), address).toBe(false);
    expect(
      await page.locator('iframe, a[href^="javascript:"], main img[src="x"], main style').count(),
      address,
    ).toBe(0);
  }
  await page.goto(`/trees/${treeId}?node=1`);
  await expect(page.getByText("<script>window.hacked = 1</script>").first()).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("<script>window.hacked = 1</script>");
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  expect(seen).toEqual([]);
});

test("pages carry a policy that allows no inline script without the nonce", async ({ page }) => {
  const answer = await page.goto("/");
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'/);
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  const ran = await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = `<img src="data:," onerror="window.inline = 1">`;
    document.body.append(script);
    return new Promise((resolve) => setTimeout(() => resolve("inline" in window), 200));
  });
  expect(ran).toBe(false);
});
