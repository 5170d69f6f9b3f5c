import { pathToFileURL } from "node:url";
import type { Browser, CDPSession, Page } from "@playwright/test";

/** Milliseconds, of the processor but for `mount`; a list is one entry a step. */
export type DrawingTimes = {
  /**
   * From the call to the frame after the first one that shows nodes and edges; code and data there, and React already at
   * work in the page, as it is where somebody opens a tree.
   */
  readonly mount: number;
  /** Of that, what the main thread worked: script, style, layout, paint. */
  readonly mountWork: number;
  /** Script of one change of all values. */
  readonly recolour: readonly number[];
  /** Script, style and layout of one step of a drag, the whole tree in view and at scale 1. */
  readonly panFit: readonly number[];
  readonly panClose: readonly number[];
};

const [recolours, panSteps] = [6, 40];

type Work = { readonly script: number; readonly layout: number; readonly task: number };

/** What the main thread has done so far, ms. */
async function workOf(session: CDPSession): Promise<Work> {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string): number => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
  return {
    script: of("ScriptDuration"),
    layout: of("LayoutDuration") + of("RecalcStyleDuration"),
    task: of("TaskDuration"),
  };
}

/** Until what was begun is painted. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
  });

/** One technique with one tree, in a page of its own. */
export async function measureDrawing(
  browser: Browser,
  file: string,
  { technique, branching }: { technique: string; branching: number },
): Promise<DrawingTimes> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  try {
    await page.goto(pathToFileURL(file).href);
    const session = await page.context().newCDPSession(page);
    // The processor's own time: what else the machine does meanwhile does not count.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.evaluate(async (size) => {
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const place = document.body.appendChild(document.createElement("div"));
      globalThis.data = globalThis.makeTree(size, 1);
      globalThis.drawings["bare root"]?.(place, globalThis.data);
      for (let wait = 0; wait < 3; wait++) await frame();
      place.remove();
      await frame();
    }, branching);
    const idle = await workOf(session);
    const mount = await page.evaluate(async (name) => {
      const [root, draw, tree] = [
        document.getElementById("root"),
        globalThis.drawings[name],
        globalThis.data,
      ];
      if (!root || !draw) throw new Error("the page is not as expected");
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      await frame();
      let begun = 0;
      setTimeout(() => {
        begun = performance.now();
        Object.assign(globalThis, { drawing: draw(root, tree) });
      });
      await frame();
      // A technique may hide nodes and leave out edges until it knows sizes: what counts is the frame that shows both.
      const isThere = (selector: string): boolean => document.querySelector(selector) !== null;
      const isSeen = (): boolean =>
        isThere(".bare") ||
        (isThere('[role="treeitem"], .react-flow__node:not([style*="visibility: hidden"])') &&
          isThere(".drawing path[d^=M], .react-flow__edge-path"));
      while (!isSeen()) await frame();
      await frame();
      return performance.now() - begun;
    }, technique);
    const mountWork = (await workOf(session)).task - idle.task;
    if (technique === "bare root") return { mount, mountWork, recolour: [0], panFit: [0], panClose: [0] };
    await page.waitForTimeout(300);
    const recolour: number[] = [];
    for (let step = 0; step < recolours; step++) {
      const before = await workOf(session);
      // In a task of the page's own: what the driver evaluates itself is not counted as script.
      await page.evaluate(
        ([size, seed]) => {
          const tree = globalThis.makeTree(size, seed);
          setTimeout(() => (globalThis as unknown as Drawn).drawing.recolour(tree));
        },
        [branching, step + 2] as const,
      );
      await settle(page);
      recolour.push((await workOf(session)).script - before.script);
    }
    await page.evaluate(() => (globalThis as unknown as Drawn).drawing.fit());
    await page.waitForTimeout(300);
    const panFit = await pan(page, session);
    await page.evaluate(() => (globalThis as unknown as Drawn).drawing.zoomClose());
    await page.waitForTimeout(300);
    return { mount, mountWork, recolour, panFit, panClose: await pan(page, session) };
  } finally {
    await page.close();
  }
}

type Drawn = { readonly drawing: import("./drawing.ts").Drawing };

/** A drag up and down from a corner without nodes, with real mouse events. */
async function pan(page: Page, session: CDPSession): Promise<number[]> {
  const steps: number[] = [];
  let y = 850;
  await page.mouse.move(10, y);
  await page.mouse.down();
  for (let step = 0; step < panSteps; step++) {
    y += step % 20 < 10 ? -24 : 24;
    const before = await workOf(session);
    await page.mouse.move(10, y);
    await settle(page);
    const after = await workOf(session);
    steps.push(after.script - before.script + after.layout - before.layout);
  }
  await page.mouse.up();
  return steps;
}
