import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createPace, waitByTimer, type Wait } from "../../lib/simulator/pace.ts";
import { createSimulator } from "../../lib/simulator/server.ts";

/** A clock that only moves when told; `advance` runs whatever falls due, in order. */
function createClock(): { now: () => number; wait: Wait; advance: (milliseconds: number) => Promise<void> } {
  let time = 0;
  let timers: { at: number; resolve: () => void }[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await setImmediate();
  };
  return {
    now: () => time,
    wait: (milliseconds, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      timers.push({ at: time + milliseconds, resolve });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      return promise;
    },
    advance: async (milliseconds) => {
      const end = time + milliseconds;
      await settle();
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!due) break;
        time = due.at;
        timers = timers.filter((timer) => timer !== due);
        due.resolve();
        await settle();
      }
      time = end;
    },
  };
}

const never = new AbortController().signal;

test("take lets so many completions a second through, first come, first served", async () => {
  const clock = createClock();
  const pace = createPace({ perSecond: 10, now: clock.now, wait: clock.wait });
  const served: [string, number][] = [];
  for (const [name, count] of [
    ["a", 3],
    ["b", 1],
    ["c", 6],
  ] as const) {
    void pace.take(count, never).then(() => served.push([name, clock.now()]));
  }
  await clock.advance(2000);
  expect(served).toEqual([
    ["a", 300],
    ["b", 400],
    ["c", 1000],
  ]);
});

test("take does not save up time in which nobody asked", async () => {
  const clock = createClock();
  const pace = createPace({ perSecond: 10, now: clock.now, wait: clock.wait });
  await clock.advance(60_000);
  const served: number[] = [];
  for (let index = 0; index < 3; index++) void pace.take(1, never).then(() => served.push(clock.now()));
  await clock.advance(1000);
  expect(served).toEqual([60_100, 60_200, 60_300]);
});

test("take rejects at once when aborted, in front or in line, and those behind move up", async () => {
  const clock = createClock();
  const pace = createPace({ perSecond: 1, now: clock.now, wait: clock.wait });
  const [front, middle] = [new AbortController(), new AbortController()];
  const events: [string, number][] = [];
  const note = (name: string) => (): void => void events.push([name, clock.now()]);
  void pace.take(1, front.signal).then(note("front"), note("front left"));
  void pace.take(1, middle.signal).then(note("middle"), note("middle left"));
  void pace.take(1, never).then(note("last"));
  await clock.advance(500);
  middle.abort();
  await clock.advance(0);
  front.abort();
  await clock.advance(5000);
  expect(events).toEqual([
    ["middle left", 500],
    ["front left", 500],
    ["last", 1500],
  ]);
});

test("take at 0 a second never waits", async () => {
  const failing: Wait = () => Promise.reject(new Error("waited"));
  await expect(
    createPace({ perSecond: 0, now: () => 0, wait: failing }).take(99, never),
  ).resolves.toBeUndefined();
});

test("waitByTimer rejects with the reason of an abort", async () => {
  const leaving = new AbortController();
  const waiting = waitByTimer(60_000, leaving.signal);
  leaving.abort(new Error("left"));
  await expect(waiting).rejects.toThrow("left");
});

test("handle paces only the paced model, by completions, and answers 499 to a caller who left", async () => {
  const clock = createClock();
  const { handle } = createSimulator({ now: clock.now, wait: clock.wait, random: () => 0.5, pace: 12 });
  const ask = (model: string, signal: AbortSignal = never): Promise<Response> =>
    handle(
      new Request("http://simulator.test/v1/chat/completions", {
        method: "POST",
        body: JSON.stringify({
          model,
          n: 3,
          messages: [{ role: "user", content: "Tom has 3 hats. How many?" }],
        }),
        signal,
      }),
    );
  expect((await ask("maltsim-base")).status).toBe(200);
  expect(clock.now()).toBe(0);

  const leaving = new AbortController();
  const left = ask("maltsim-base-paced", leaving.signal);
  leaving.abort();
  expect((await left).status).toBe(499);

  const statuses: number[] = [];
  void ask("maltsim-base-paced").then(({ status }) => statuses.push(status));
  await clock.advance(249);
  expect(statuses).toEqual([]);
  await clock.advance(1);
  await clock.advance(0);
  expect(statuses).toEqual([200]);
});
