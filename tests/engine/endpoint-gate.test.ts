import { describe, expect, test } from "vitest";
import { EndpointFailure } from "../../lib/engine/endpoint-failure.ts";
import type { EndpointGate, GateLimits } from "../../lib/engine/endpoint-gate.ts";
import { createGate } from "../../lib/engine/endpoint-gate.ts";

const refusal = (retryAfterMs: number | null = null, status = 429): EndpointFailure =>
  new EndpointFailure({ kind: "rate_limited", status, retryAfterMs, message: "too many requests" });
const outage = (status: number | null = null): EndpointFailure =>
  new EndpointFailure({ kind: "transient", status, message: "away" });

type Bench = { gate: EndpointGate; clock: { ms: number }; succeed: (times: number) => void };

/** A gate on a clock that stands until the test moves it; back-off always the longest. */
function bench(limits: Partial<GateLimits> = {}): Bench {
  const clock = { ms: 1000 };
  const gate = createGate({
    maxConcurrency: 64,
    requestsPerMinute: null,
    tokensPerMinute: null,
    ...limits,
    now: () => clock.ms,
    random: () => 0.999,
  });
  return {
    gate,
    clock,
    succeed: (times) => {
      for (let time = 0; time < times; time++) gate.onSuccess(gate.onStart(), { inFlight: gate.limit });
    },
  };
}

describe("the limit", () => {
  test("createGate starts at 20, or the cap where that is lower", () => {
    expect(bench().gate.limit).toBe(20);
    expect(bench({ maxConcurrency: 4 }).gate.limit).toBe(4);
    expect(bench({ maxConcurrency: 4 }).gate.canStart(3)).toBe(true);
    expect(bench({ maxConcurrency: 4 }).gate.canStart(4)).toBe(false);
  });

  test("the limit grows by one with each answer, so it doubles in each clean round, up to the cap", () => {
    const { gate, succeed } = bench();
    succeed(7);
    expect(gate.limit).toBe(27);
    succeed(13);
    expect(gate.limit).toBe(40);
    succeed(40);
    expect(gate.limit).toBe(64);
    succeed(1000);
    expect(gate.limit).toBe(64);
    expect(gate.history.map(({ limit }) => limit)).toEqual([20, 40, 64]);
  });

  test("the limit does not grow while less than half of it is in use", () => {
    const { gate } = bench();
    for (let time = 0; time < 500; time++) gate.onSuccess(gate.onStart(), { inFlight: 9 });
    expect(gate.limit).toBe(20);
  });

  test("a failure stops the growth of its round, without a cut", () => {
    const { gate, succeed } = bench();
    succeed(10);
    gate.onFailure(gate.onStart(), outage(500));
    succeed(10);
    expect(gate.limit).toBe(30);
    succeed(30);
    expect(gate.limit).toBe(60);
  });

  test("many refusals of one episode cut once, by a fifth", () => {
    const { gate, clock, succeed } = bench();
    const inFlight = Array.from({ length: 20 }, () => gate.onStart());
    clock.ms += 10;
    for (const pass of inFlight) gate.onFailure(pass, refusal(2000));
    clock.ms += 2000;
    succeed(20);
    expect(gate.limit).toBe(16);
    expect(gate.limitReason).toContain("429");
  });

  test("after a cut the limit grows by one or 5 % a round", () => {
    const { gate, clock, succeed } = bench();
    gate.onFailure(gate.onStart(), refusal(1000));
    clock.ms += 1000;
    succeed(15);
    expect(gate.limit).toBe(16);
    succeed(16);
    expect(gate.limit).toBe(17);
  });

  test("a server that is busy (503, 529) closes the gate, but cuts nothing", () => {
    const { gate, clock, succeed } = bench();
    gate.onFailure(gate.onStart(), refusal(3000, 503));
    expect(gate.waitUntil).toBe(4000);
    clock.ms += 3000;
    succeed(20);
    expect(gate.limit).toBeGreaterThanOrEqual(20);
  });

  test("a refused probe does not cut again", () => {
    const { gate, clock, succeed } = bench();
    for (let time = 0; time < 10; time++) {
      gate.onFailure(gate.onStart(), refusal(1000));
      clock.ms += 1000;
    }
    succeed(16);
    expect(gate.limit).toBe(16);
  });

  test("configure takes a lower cap at once", () => {
    const { gate } = bench();
    gate.configure({ maxConcurrency: 2, requestsPerMinute: null, tokensPerMinute: null });
    expect(gate.limit).toBe(2);
  });
});

test("isAway tells an endpoint that fails from one that asks to wait, while the gate is closed", () => {
  const failing = bench();
  for (let time = 0; time < 8; time++) failing.gate.onFailure(failing.gate.onStart(), outage());
  expect(failing.gate.waitUntil).not.toBeNull();
  expect(failing.gate.isAway).toBe(true);
  failing.clock.ms = failing.gate.waitUntil!;
  expect(failing.gate.isAway).toBe(false);
  const busy = bench();
  busy.gate.onFailure(busy.gate.onStart(), refusal(7000));
  expect(busy.gate.isAway).toBe(false);
});

describe("a refusal", () => {
  test("closes the gate as long as it says, and opens it for one request, then more", () => {
    const { gate, clock } = bench();
    expect(gate.onFailure(gate.onStart(), refusal(7000))).toEqual({ isCounted: false });
    expect(gate.canStart(0)).toBe(false);
    expect(gate.waitUntil).toBe(8000);
    expect(gate.reason).toBe("too many requests");
    clock.ms = 8000;
    expect(gate.waitUntil).toBeNull();
    expect(gate.canStart(5)).toBe(true);
    const probe = gate.onStart();
    expect(gate.canStart(1)).toBe(false);
    gate.onSuccess(probe, { inFlight: 1 });
    expect(gate.limit).toBe(2);
    gate.onSuccess(gate.onStart(), { inFlight: 2 });
    gate.onSuccess(gate.onStart(), { inFlight: 2 });
    expect(gate.limit).toBe(4);
  });

  test("a later and longer wait wins, a shorter one changes nothing", () => {
    const { gate } = bench();
    const passes = [gate.onStart(), gate.onStart(), gate.onStart()] as const;
    gate.onFailure(passes[0], refusal(5000));
    gate.onFailure(passes[1], refusal(1000));
    expect(gate.waitUntil).toBe(6000);
    gate.onFailure(passes[2], refusal(9000));
    expect(gate.waitUntil).toBe(10_000);
  });

  test("without a wait the gate backs off, longer each time, up to a minute", () => {
    const { gate, clock } = bench();
    const waits: number[] = [];
    for (let time = 0; time < 8; time++) {
      gate.onFailure(gate.onStart(), refusal());
      waits.push(Math.round(((gate.waitUntil ?? 0) - clock.ms) / 1000));
      clock.ms = gate.waitUntil ?? 0;
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  test("answers of what was in flight do not open a closed gate", () => {
    const { gate } = bench();
    const [first, second] = [gate.onStart(), gate.onStart()];
    gate.onFailure(first, refusal(5000));
    gate.onSuccess(second, { inFlight: 1 });
    expect(gate.canStart(0)).toBe(false);
  });

  test("a wait above 15 minutes is told, and tryNow opens for one request", () => {
    const { gate } = bench();
    gate.onFailure(gate.onStart(), refusal(16 * 60_000));
    expect(gate.isWaitTooLong).toBe(true);
    gate.tryNow();
    expect(gate.isWaitTooLong).toBe(false);
    expect(gate.canStart(0)).toBe(true);
    gate.onStart();
    expect(gate.canStart(1)).toBe(false);
  });

  test("tryNow opens any closed gate for one request, whose answer opens it on", () => {
    const { gate } = bench();
    gate.onFailure(gate.onStart(), refusal(60_000));
    gate.tryNow();
    expect(gate.waitUntil).toBeNull();
    const probe = gate.onStart();
    expect(gate.canStart(1)).toBe(false);
    gate.onSuccess(probe, { inFlight: 1 });
    expect(gate.limit).toBe(2);
    expect(gate.history.at(-1)?.reason).toBe("a person asked to try now");
  });

  test("tryNow after which the endpoint refuses again closes it as long as it says, and cuts nothing", () => {
    const { gate } = bench({ maxConcurrency: 4 });
    gate.onFailure(gate.onStart(), refusal(60_000));
    gate.tryNow();
    gate.onFailure(gate.onStart(), refusal(90_000));
    expect(gate.waitUntil).toBe(91_000);
    gate.tryNow();
    for (let time = 0; time < 4; time++) gate.onSuccess(gate.onStart(), { inFlight: 1 });
    expect(gate.limit).toBe(3);
  });

  test("episodes within 15 s cut once, however often the gate opens between them", () => {
    const { gate, clock, succeed } = bench();
    for (let time = 0; time < 5; time++) {
      gate.onFailure(gate.onStart(), refusal(1000));
      clock.ms += 1000;
      succeed(16);
      expect(gate.limit).toBe(16);
      clock.ms += 1;
    }
    clock.ms += 15_000;
    gate.onFailure(gate.onStart(), refusal(1000));
    clock.ms += 1000;
    succeed(12);
    expect(gate.limit).toBe(12);
  });

  test("stuckSince is the first refusal since the last answer", () => {
    const { gate, clock } = bench();
    gate.onFailure(gate.onStart(), refusal(1000));
    clock.ms += 60_000;
    gate.onFailure(gate.onStart(), refusal(1000));
    expect(gate.stuckSince).toBe(1000);
    clock.ms += 1000;
    gate.onSuccess(gate.onStart(), { inFlight: 1 });
    expect(gate.stuckSince).toBeNull();
  });

  test("a cancelled probe leaves the next request to probe", () => {
    const { gate, clock } = bench();
    gate.onFailure(gate.onStart(), refusal(1000));
    clock.ms += 1000;
    gate.onFailure(gate.onStart(), new EndpointFailure({ kind: "aborted", message: "Cancelled." }));
    expect(gate.canStart(7)).toBe(true);
  });

  test("a request that was never sent leaves no trace", () => {
    const { gate, clock } = bench({ requestsPerMinute: 2 });
    gate.onFailure(gate.onStart(), refusal(1000));
    clock.ms += 1000;
    gate.onCancel(gate.onStart());
    expect(gate.canStart(7)).toBe(true);
    gate.onStart();
    expect(gate.reason).toContain("a minute");
  });

  test("an answer to what was sent before the gate closed does not stand for the probe", () => {
    const { gate, clock } = bench();
    const [first, early] = [gate.onStart(), gate.onStart()];
    gate.onFailure(first, refusal(1000));
    clock.ms += 1000;
    gate.onStart();
    clock.ms += 10;
    gate.onSuccess(early, { inFlight: 2 });
    expect(gate.limit).toBe(1);
  });

  test("a late refusal of what was sent before the gate closed starts no new episode", () => {
    const { gate, clock, succeed } = bench();
    const [first, early] = [gate.onStart(), gate.onStart()];
    clock.ms += 10;
    gate.onFailure(first, refusal(1000));
    clock.ms += 1000;
    gate.onFailure(early, refusal());
    expect(gate.waitUntil).toBeNull();
    succeed(16);
    expect(gate.limit).toBe(16);
  });

  test("after an answer the back-off starts anew", () => {
    const { gate, clock } = bench();
    for (let time = 0; time < 4; time++) {
      gate.onFailure(gate.onStart(), refusal());
      clock.ms = gate.waitUntil ?? 0;
    }
    gate.onSuccess(gate.onStart(), { inFlight: 1 });
    clock.ms += 1;
    gate.onFailure(gate.onStart(), refusal());
    expect(Math.round((gate.waitUntil ?? 0) - clock.ms)).toBe(1998);
  });

  test("a probe that the endpoint answers with a refusal of its prompt opens the gate all the same", () => {
    const { gate, clock } = bench();
    gate.onFailure(gate.onStart(), refusal(1000));
    clock.ms += 1000;
    gate.onFailure(gate.onStart(), new EndpointFailure({ kind: "fatal_node", status: 400, message: "no" }));
    expect(gate.limit).toBe(2);
  });
});

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
