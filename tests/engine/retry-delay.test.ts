import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FailureKind } from "../../lib/engine/endpoint-failure.ts";
import { readRateLimit } from "../../lib/engine/rate-limit.ts";
import { attemptLimit, backOffMs, readRetryAfter, readWait } from "../../lib/engine/retry-delay.ts";

test("backOffMs stays between 0 and min(60 s, 1 s × 2^retries) and spans it whole", () => {
  fc.assert(
    fc.property(
      fc.nat(2000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (retries, drawn) => {
        const longest = Math.min(60, 2 ** retries) * 1000;
        const delay = backOffMs(retries, () => drawn);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThan(longest);
        expect(delay / longest).toBeCloseTo(drawn, 9);
      },
    ),
  );
});

test.each<[FailureKind, string | null, number]>([
  ["transient", null, 6],
  ["transient", "timeout", 3],
  ["paid_but_bad", null, 3],
  ["rate_limited", null, Number.POSITIVE_INFINITY],
  ["fatal_node", null, 1],
  ["fatal_run", null, 1],
  ["unsupported_parameter", null, 1],
  ["aborted", null, 1],
])("attemptLimit(%s, %s) is %s", (kind, code, attempts) => {
  expect(attemptLimit({ kind, code })).toBe(attempts);
});

describe("readRetryAfter", () => {
  const date = "Sat, 21 Nov 2026 12:00:00 GMT";
  test.each<[Record<string, string>, number | null]>([
    [{ "retry-after": "90" }, 90_000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after-ms": "20", "retry-after": "9" }, 20],
    [{ "retry-after-ms": "soon", "retry-after": "9" }, 9000],
    [{ "retry-after": "Sat, 21 Nov 2026 12:02:00 GMT", date }, 120_000],
    [{ "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT", date }, 1000],
    [{ "retry-after": "9".repeat(40) }, 20 * 86_400_000],
    [{ "retry-after-ms": "9".repeat(400) }, 20 * 86_400_000],
    [{ "retry-after": "Sat, 21 Nov 2526 12:02:00 GMT", date }, 20 * 86_400_000],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "-5" }, null],
    [{ "retry-after": "" }, null],
    [{}, null],
  ])("%j asks for %s ms", (headers, ms) => {
    expect(readRetryAfter(new Headers(headers))).toBe(ms);
  });

  test("a date without the server's clock is read by ours", () => {
    const wait = readRetryAfter(new Headers({ "retry-after": new Date(Date.now() + 30_000).toUTCString() }));
    expect(wait).toBeGreaterThan(28_000);
    expect(wait).toBeLessThanOrEqual(30_000);
  });
});

test.each<[string, number | null]>([
  ["6m0s", 360_000],
  ["20ms", 20],
  ["1h2m3.5s", 3_723_500],
  ["12", 12_000],
  ["1s left", null],
  ["NaN", null],
])("readWait(%s) is %s ms", (text, ms) => {
  expect(readWait(text, null)).toBe(ms);
});

test("readWait and readRateLimit never throw nor give a negative or endless wait", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.hmsd:TZ -]{0,400}$/)), (text) => {
      const wait = readWait(text, null);
      if (wait !== null) expect(wait).toBeGreaterThanOrEqual(0);
      // What setTimeout holds; above, it fires at once.
      if (wait !== null) expect(wait).toBeLessThan(2 ** 31);
    }),
  );
});

test("readRateLimit reads the headers of both families", () => {
  const openai = new Headers({
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-reset-requests": "1s",
    "x-ratelimit-remaining-tokens": "149984",
  });
  expect(readRateLimit(openai)).toEqual({
    limitRequests: 60,
    remainingRequests: 0,
    resetRequestsMs: 1000,
    limitTokens: null,
    remainingTokens: 149_984,
    resetTokensMs: null,
  });
  const other = new Headers({
    date: "Sat, 21 Nov 2026 12:00:00 GMT",
    "anthropic-ratelimit-requests-remaining": "4",
    "anthropic-ratelimit-requests-reset": "2026-11-21T12:00:05Z",
  });
  expect(readRateLimit(other)).toMatchObject({ remainingRequests: 4, resetRequestsMs: 5000 });
});
