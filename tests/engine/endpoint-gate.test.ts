import { describe, expect, test } from "vitest";
import { EndpointFailure } from "../../lib/engine/endpoint-failure.ts";
import { bench, outage, refusal } from "./gate-bench.ts";

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
