import fc from "fast-check";
import { expect, test } from "vitest";
import { shareNext } from "../../db/share-next.ts";

test("shareNext(work) serves each asker by work that began after it asked, one at a time", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }),
      async (scheduler, turns) => {
        let [written, durable, underWay, runs] = [0, 0, 0, 0];
        const sync = shareNext(async () => {
          expect(++underWay).toBe(1);
          runs += 1;
          const seen = written;
          await scheduler.schedule(Promise.resolve());
          durable = Math.max(durable, seen);
          underWay -= 1;
        });
        const asked = turns.map(async (wait) => {
          for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
          const own = ++written;
          await sync();
          expect(durable).toBeGreaterThanOrEqual(own);
        });
        await scheduler.waitFor(Promise.all(asked));
        expect(runs).toBeLessThanOrEqual(turns.length);
      },
    ),
  );
});

test("shareNext(work) lets many that ask at once share two runs, and a failure reaches its own askers only", async () => {
  const ends: (() => void)[] = [];
  let runs = 0;
  const sync = shareNext(() => {
    runs += 1;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    ends.push(runs === 1 ? () => reject(new Error("the disk is gone")) : resolve);
    return promise;
  });
  const first = sync();
  const others = [sync(), sync(), sync()];
  ends.shift()?.();
  await expect(first).rejects.toThrow("the disk is gone");
  await Promise.resolve();
  ends.shift()?.();
  await Promise.all(others);
  expect(runs).toBe(2);
});
