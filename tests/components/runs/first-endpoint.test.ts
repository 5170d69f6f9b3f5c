import { expect, test } from "vitest";
import { firstEndpoint, type ProbeState } from "../../../components/runs/first-endpoint.ts";
import type { Endpoint } from "../../../lib/http/wire/endpoints.ts";

const endpoint = (id: string, isSimulator = false): Endpoint => ({
  id,
  name: id,
  baseUrl: "http://localhost:8000/v1",
  hasKey: false,
  apiKeyEnv: null,
  maxConcurrency: 1,
  requestsPerMinute: null,
  tokensPerMinute: null,
  timeoutSeconds: 60,
  prices: {},
  isSimulator,
  createdAt: "2026-01-01T00:00:00.000Z",
});
const three = [endpoint("new"), endpoint("old"), endpoint("sim", true)];
const choose = (lastId: string, states: Readonly<Record<string, ProbeState>>) =>
  firstEndpoint(three, lastId, (id) => states[id] ?? "asked")?.id;

test("firstEndpoint(…) is the one used last while it exists, whatever its probe says", () => {
  expect(choose("old", { old: "silent", new: "answers" })).toBe("old");
  expect(choose("gone", { new: "answers" })).toBe("new");
});

test("firstEndpoint(…) passes over silent ones and ends at the simulator", () => {
  expect(choose("", {})).toBe("new");
  expect(choose("", { new: "silent" })).toBe("old");
  expect(choose("", { new: "silent", old: "silent" })).toBe("sim");
  expect(firstEndpoint([endpoint("only")], "", () => "silent")?.id).toBe("only");
  expect(firstEndpoint([], "", () => "asked")).toBeUndefined();
});
