import { expect, test } from "vitest";
import {
  draftOfRun,
  emptyDraft,
  sharedValue,
  toRunBody,
  withRole,
} from "../../../components/runs/run-draft.ts";
import { RunCreate } from "../../../lib/http/wire/runs.ts";
import type { Run } from "../../../lib/http/wire/runs.ts";

const branching = { asker: 2, teller: 3 };
const filled = () =>
  withRole({ ...emptyDraft("toy", branching), datasetId: "d1" }, null, { endpointId: "e1", model: "m1" });

test("toRunBody(draft) of a filled form is a body the server's own schema takes", () => {
  const { body, problems } = toRunBody({
    ...filled(),
    budget: { usd: "5", tokens: "", requests: "300" },
    seed: "7",
    threshold: "0,6",
    name: " a name ",
  });
  expect(problems).toEqual([]);
  expect(RunCreate.parse(body)).toMatchObject({
    name: "a name",
    datasetId: "d1",
    branching,
    seed: 7,
    threshold: 0.6,
    budget: { usd: 5, requests: 300 },
    questions: { limit: 50 },
    roles: { asker: { endpointId: "e1", model: "m1", temperature: 0.3 }, teller: { model: "m1" } },
  });
});

test("toRunBody(draft) leaves out what is not typed, so that the server's defaults hold", () => {
  const { body } = toRunBody({ ...filled(), limit: "" });
  expect(Object.keys(body.roles["asker"] ?? {})).toEqual(["endpointId", "model", "temperature"]);
  expect(body).not.toHaveProperty("questions");
  expect(body).not.toHaveProperty("budget");
  expect(body).not.toHaveProperty("seed");
});

test("toRunBody(draft) names what it cannot read by the server's own paths", () => {
  const budget = { usd: "", tokens: "many", requests: "" };
  const typed = withRole({ ...filled(), seed: "x", budget }, "asker", {
    temperature: "warm",
    extraBody: "[1]",
  });
  expect(toRunBody(typed).problems.map((one) => one.path)).toEqual([
    "roles.asker.extraBody",
    "roles.asker.temperature",
    "budget.tokens",
    "seed",
  ]);
});

test("toRunBody(draft) calls a missing model and data set missing, not wrong", () => {
  const { problems } = toRunBody(emptyDraft("toy", branching));
  expect(problems.map(({ path, isMissing }) => [path, isMissing])).toEqual([
    ["roles.asker.model", true],
    ["roles.teller.model", true],
    ["datasetId", true],
  ]);
});

test("withRole(draft, null) sets every role, sharedValue tells where they agree", () => {
  const same = withRole(filled(), null, { topP: "0.9" });
  expect(sharedValue(same, "topP")).toBe("0.9");
  expect(sharedValue(withRole(same, "teller", { topP: "1" }), "topP")).toBeNull();
});

const role = {
  endpointId: "e2",
  model: "m2",
  modelRevision: null,
  temperature: 0,
  topP: 1,
  maxTokens: 64,
  systemPrompt: null,
  template: "standard",
  stop: ["a", "b"],
  extraBody: { top_k: 20 },
  api: "completions" as const,
};

test("draftOfRun(run) asks for the same completions again", () => {
  const run = {
    protocol: "toy",
    dataset: { id: "d2", name: "", questionCount: 9 },
    progress: { treesTotal: 4 },
    config: {
      roles: { asker: role, teller: { ...role, template: "own" } },
      branching: { asker: 1, teller: 4 },
      seed: 3,
      threshold: 0.25,
      unknownLeaves: "exclude",
    },
  } as unknown as Run;
  const { body, problems } = toRunBody(
    draftOfRun(run, emptyDraft("toy", branching), { asker: "standard", teller: "standard" }),
  );
  expect(problems).toEqual([]);
  expect(RunCreate.parse(body)).toMatchObject({
    datasetId: "d2",
    branching: { asker: 1, teller: 4 },
    questions: { limit: 4 },
    seed: 3,
    threshold: 0.25,
    unknownLeaves: "exclude",
    roles: {
      asker: {
        model: "m2",
        temperature: 0,
        maxTokens: 64,
        stop: ["a", "b"],
        extraBody: { top_k: 20 },
        api: "completions",
      },
      teller: { template: "own" },
    },
  });
  expect(body.roles["asker"]).not.toHaveProperty("template");
});
