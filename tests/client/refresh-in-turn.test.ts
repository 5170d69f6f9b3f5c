import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { refreshInTurn } from "../../lib/client/refresh-in-turn.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("refreshInTurn lets a slow refresh end however often it is called, and reads once more what came meanwhile", async () => {
  let [begun, ended] = [0, 0];
  const { call } = refreshInTurn(async () => {
    begun++;
    await new Promise((resolve) => setTimeout(resolve, 5000));
    ended++;
  }, 1000);
  for (let at = 0; at < 12_000; at += 100) {
    call();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect([begun, ended]).toEqual([3, 2]);
  await vi.advanceTimersByTimeAsync(20_000);
  // The last call came while the third was under way.
  expect([begun, ended]).toEqual([4, 4]);
});

test("refreshInTurn runs a quick refresh at once and then once a second, a failed one too, and none once stopped", async () => {
  let begun = 0;
  const { call, stop } = refreshInTurn(() => {
    begun++;
    return Promise.reject(new Error("away"));
  }, 1000);
  call();
  expect(begun).toBe(1);
  for (let at = 0; at < 3000; at += 50) {
    call();
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(begun).toBeGreaterThanOrEqual(3);
  expect(begun).toBeLessThanOrEqual(4);
  stop();
  const before = begun;
  call();
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun).toBe(before);
});
