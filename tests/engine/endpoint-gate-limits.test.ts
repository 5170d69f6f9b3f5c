import { describe, expect, test } from "vitest";
import { EndpointFailure } from "../../lib/engine/endpoint-failure.ts";
import type { EndpointGate } from "../../lib/engine/endpoint-gate.ts";
import { bench, outage, refusal } from "./gate-bench.ts";

describe("trouble", () => {
  test("an endpoint most of whose outcomes fail is asked one at a time, and its failures stop counting", () => {
    const { gate, clock } = bench();
    const counted = Array.from({ length: 5 }, () => gate.onFailure(gate.onStart(), outage()).isCounted);
    expect(counted).toEqual([true, true, true, true, true]);
    expect(gate.canStart(0)).toBe(false);
    expect(gate.stuckSince).toBe(1000);
    clock.ms = gate.waitUntil ?? 0;
    expect(gate.canStart(0)).toBe(true);
    const probe = gate.onStart();
    expect(gate.canStart(1)).toBe(false);
    expect(gate.onFailure(probe, outage())).toEqual({ isCounted: false });
    clock.ms = gate.waitUntil ?? 0;
    gate.onSuccess(gate.onStart(), { inFlight: 1 });
    expect(gate.stuckSince).toBeNull();
    expect(gate.limit).toBe(2);
    expect(gate.onFailure(gate.onStart(), outage())).toEqual({ isCounted: true });
    expect(gate.waitUntil).toBeNull();
  });

  test("a 500 counts even then: it may be the fault of one prompt", () => {
    const { gate, clock } = bench();
    for (let time = 0; time < 6; time++) gate.onFailure(gate.onStart(), outage(500));
    clock.ms = gate.waitUntil ?? 0;
    expect(gate.onFailure(gate.onStart(), outage(500))).toEqual({ isCounted: true });
    expect(gate.onFailure(gate.onStart(), outage(502))).toEqual({ isCounted: false });
  });

  test("eleven failures among the last twenty are trouble, ten are not", () => {
    const { gate } = bench();
    const outcome = (isFine: boolean): void => {
      const pass = gate.onStart();
      if (isFine) gate.onSuccess(pass, { inFlight: 1 });
      else gate.onFailure(pass, outage(500));
    };
    for (let time = 0; time < 20; time++) outcome(time % 2 === 0);
    expect(gate.waitUntil).toBeNull();
    outcome(false);
    expect(gate.waitUntil).not.toBeNull();
  });

  test("pages in place of answers are trouble, useless answers are not", () => {
    const bad = (code: string) => new EndpointFailure({ kind: "paid_but_bad", code, message: "no" });
    const [pages, empties] = [bench(), bench()];
    for (let time = 0; time < 5; time++) {
      pages.gate.onFailure(pages.gate.onStart(), bad("not_a_completion"));
      empties.gate.onFailure(empties.gate.onStart(), bad("empty_answer"));
    }
    expect(pages.gate.isAway).toBe(true);
    expect(empties.gate.waitUntil).toBeNull();
  });

  test("one failure in three is no trouble", () => {
    const { gate } = bench();
    for (let time = 0; time < 60; time++) {
      const pass = gate.onStart();
      if (time % 3 === 2) gate.onFailure(pass, outage(500));
      else gate.onSuccess(pass, { inFlight: 1 });
    }
    expect(gate.waitUntil).toBeNull();
    expect(gate.limit).toBe(20);
  });
});

describe("the history", () => {
  const told = (gate: EndpointGate) => gate.history.map(({ limit, reason }) => `${limit}: ${reason}`);

  test("says of each move of the limit why it came", () => {
    const { gate, clock, succeed } = bench();
    succeed(20);
    clock.ms += 10;
    gate.onFailure(gate.onStart(), refusal(7000));
    clock.ms += 7000;
    succeed(32);
    gate.configure({ maxConcurrency: 3, requestsPerMinute: null, tokensPerMinute: null });
    expect(told(gate)).toEqual([
      "20: the start",
      "40: raised from 20 to 40 after a round of answers without a failure",
      "0: closed for 7 s: too many requests",
      "1: reopened for one request, then one more with each answer",
      "32: cut from 40 to 32: the endpoint refused a request (429)",
      "3: lowered from 32 to 3: no more are allowed for this endpoint",
    ]);
    expect(gate.history.map(({ at }) => at)).toEqual([1000, 1000, 1010, 8010, 8010, 8010]);
  });

  test("keeps the last 240 moves", () => {
    const { gate, clock } = bench();
    for (let time = 0; time < 500; time++) {
      gate.onFailure(gate.onStart(), refusal(1000 + time * 1000));
      clock.ms = gate.waitUntil ?? 0;
    }
    expect(gate.history).toHaveLength(240);
    expect(gate.history.at(-1)?.reason).toContain("too many requests");
  });
});

describe("limits a minute", () => {
  test("requestsPerMinute holds over any 60 s", () => {
    const { gate, clock } = bench({ requestsPerMinute: 3 });
    for (const at of [0, 10_000, 20_000]) {
      clock.ms = at;
      expect(gate.canStart(0)).toBe(true);
      gate.onStart();
    }
    expect(gate.canStart(0)).toBe(false);
    expect(gate.waitUntil).toBe(60_000);
    expect(gate.reason).toContain("a minute");
    clock.ms = 60_000;
    expect(gate.canStart(0)).toBe(true);
  });

  test("tokensPerMinute holds for what starts at once, before anything is known of what it costs", () => {
    const { gate } = bench({ tokensPerMinute: 10_000 });
    let started = 0;
    while (gate.canStart(started) && started < 50) {
      gate.onStart(3000);
      started += 1;
    }
    expect(started).toBe(3);
  });

  test("a request that was refused used no tokens, one that broke off may have", () => {
    const { gate } = bench({ tokensPerMinute: 1000 });
    gate.onFailure(gate.onStart(900), outage(500));
    expect(gate.canStart(0)).toBe(true);
    const lost = new EndpointFailure({ kind: "transient", message: "lost", mayBeCharged: true });
    gate.onFailure(gate.onStart(900), lost);
    expect(gate.canStart(0)).toBe(false);
  });

  test("tokensPerMinute counts what requests cost, not what was feared", () => {
    const { gate } = bench({ tokensPerMinute: 1000 });
    const pass = gate.onStart(5000);
    expect(gate.canStart(1)).toBe(false);
    gate.onSuccess(pass, { inFlight: 1, tokens: 400 });
    expect(gate.canStart(0)).toBe(true);
    gate.onSuccess(gate.onStart(5000), { inFlight: 1, tokens: 700 });
    expect(gate.canStart(0)).toBe(false);
  });

  test("an allowance that the endpoint tells is kept before it is spent", () => {
    const { gate } = bench();
    const rateLimit = {
      limitRequests: 10,
      remainingRequests: 4,
      resetRequestsMs: 3000,
      limitTokens: null,
      remainingTokens: null,
      resetTokensMs: null,
    };
    gate.onSuccess(gate.onStart(), { inFlight: 1, rateLimit });
    let started = 0;
    while (gate.canStart(started)) {
      gate.onStart();
      started += 1;
    }
    expect(started).toBe(4);
    expect(gate.waitUntil).toBe(4000);
    expect(gate.reason).toContain("allowance");
    expect(gate.told).toEqual({ requests: 10, tokens: null });
  });

  test("an allowance that the endpoint calls spent closes the gate until it is there again", () => {
    const { gate } = bench();
    const rateLimit = {
      limitRequests: 10,
      remainingRequests: 0,
      resetRequestsMs: 3000,
      limitTokens: null,
      remainingTokens: null,
      resetTokensMs: null,
    };
    gate.onSuccess(gate.onStart(), { inFlight: 1, rateLimit });
    expect(gate.waitUntil).toBe(4000);
    gate.onSuccess(gate.onStart(), { inFlight: 1, rateLimit: { ...rateLimit, resetRequestsMs: 3_600_000 } });
    expect(gate.waitUntil).toBe(61_000);
  });
});
