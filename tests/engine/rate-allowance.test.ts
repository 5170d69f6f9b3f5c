import { expect, test } from "vitest";
import { createRateAllowance } from "../../lib/engine/rate-allowance.ts";
import type { RateLimit } from "../../lib/engine/rate-limit.ts";

const quiet: RateLimit = {
  limitRequests: null,
  remainingRequests: null,
  resetRequestsMs: null,
  limitTokens: null,
  remainingTokens: null,
  resetTokensMs: null,
};

function bench() {
  const clock = { ms: 0 };
  return { clock, allowance: createRateAllowance(() => clock.ms) };
}

test("without headers nothing holds", () => {
  const { allowance } = bench();
  allowance.note(allowance.start(), quiet);
  for (let time = 0; time < 1000; time++) allowance.start();
  expect(allowance.freeAt(1_000_000)).toBeNull();
});

test("what started after the request whose answer tells is taken off what remains", () => {
  const { allowance, clock } = bench();
  const first = allowance.start();
  allowance.start();
  allowance.start();
  allowance.note(first, { ...quiet, remainingRequests: 3, resetRequestsMs: 20_000 });
  expect(allowance.freeAt(0)).toBeNull();
  allowance.start();
  expect(allowance.freeAt(0)).toBe(20_000);
  clock.ms = 20_000;
  expect(allowance.freeAt(0)).toBeNull();
});

test("tokens count as what a request is expected to use", () => {
  const { allowance } = bench();
  allowance.note(allowance.start(), { ...quiet, remainingTokens: 1000, resetTokensMs: 5000 });
  expect(allowance.freeAt(1000)).toBeNull();
  expect(allowance.freeAt(1001)).toBe(5000);
  allowance.start();
  expect(allowance.freeAt(501)).toBe(5000);
});

test("an answer that overtook a newer one tells nothing new", () => {
  const { allowance } = bench();
  const [older, newer] = [allowance.start(), allowance.start()];
  allowance.note(newer, { ...quiet, remainingRequests: 0, resetRequestsMs: 9000, limitRequests: 60 });
  allowance.note(older, { ...quiet, remainingRequests: 5, resetRequestsMs: 9000 });
  expect(allowance.freeAt(0)).toBe(9000);
  expect(allowance.told).toEqual({ requests: 60, tokens: null });
});

test("no header makes us wait longer than a minute without asking again", () => {
  const { allowance } = bench();
  allowance.note(allowance.start(), { ...quiet, remainingRequests: 0, resetRequestsMs: 86_400_000 });
  expect(allowance.freeAt(0)).toBe(60_000);
});
