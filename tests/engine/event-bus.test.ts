import { expect, test } from "vitest";
import { createEventBus, type RunEvent } from "../../lib/engine/event-bus.ts";

test("since gives a run's events after an id, and null where some are forgotten or the id is older than the process", () => {
  const bus = createEventBus(10);
  const before = bus.lastId;
  for (let count = 0; count < 15; count++)
    bus.publish({ runId: count % 3 === 0 ? "a" : "b", event: "progress" });
  expect(bus.lastId).toBe(before + 15);
  expect(bus.since("a", before)!.map(({ id }) => id - before)).toEqual([1, 4, 7, 10, 13]);
  expect(bus.since("a", before + 7)!.map(({ id }) => id - before)).toEqual([10, 13]);
  expect(bus.since("a", bus.lastId)).toEqual([]);
  expect(bus.since("nobody", before)).toEqual([]);
  expect(bus.since("a", before - 1)).toBeNull();
  expect(bus.since("a", 12)).toBeNull();
  for (let count = 0; count < 30; count++) bus.publish({ runId: "b", event: "progress" });
  expect(bus.since("a", before)).toBeNull();
  // At least the last ten are kept.
  expect(bus.since("b", bus.lastId - 10)).toHaveLength(10);
});

test("subscribe tells each later event of that run to each listener until it leaves, also in the middle of telling", () => {
  const bus = createEventBus();
  const heard: string[] = [];
  const tell = (name: string) => (event: RunEvent) =>
    void heard.push(`${name} ${event.event} ${event.id - first}`);
  const first = bus.lastId;
  bus.publish({ runId: "a", event: "progress" });
  const leave = bus.subscribe("a", tell("one"));
  const leaveSelf = bus.subscribe("a", () => leaveSelf());
  bus.subscribe("a", tell("two"));
  bus.publish({ runId: "a", event: "tree", data: { treeId: "t", status: "growing" } });
  bus.publish({ runId: "b", event: "progress" });
  leave();
  leave();
  bus.publish({ runId: "a", event: "notice", data: { code: "c" } });
  expect(heard).toEqual(["one tree 2", "two tree 2", "two notice 4"]);
});
