import { expect, test } from "vitest";
import { createStopwatch } from "../../../components/curate/create-stopwatch.ts";

const minute = 60_000;

test("createStopwatch counts from shown to decided, reading in silence too", () => {
  const watch = createStopwatch(1000);
  watch.touch(5000);
  expect(watch.read(1000 + minute)).toBe(minute);
});

test("createStopwatch leaves out pauses and the time in which the tab was hidden", () => {
  const watch = createStopwatch(0);
  watch.touch(10_000);
  watch.touch(10_000 + 3 * minute);
  watch.hide(10_000 + 3 * minute + 500);
  watch.show(60 * minute);
  expect(watch.read(60 * minute + 700)).toBe(11_200);
});
