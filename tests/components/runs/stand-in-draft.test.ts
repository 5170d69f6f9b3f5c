import { expect, test } from "vitest";
import { modelOf, standInDraft, withStandIn } from "../../../components/runs/stand-in-draft.ts";
import type { Run } from "../../../lib/http/wire/runs.ts";

const run = {
  config: {
    roles: {
      asker: { endpointId: "gone", model: "m1" },
      teller: { endpointId: "gone", model: "m1" },
      judge: { endpointId: "here", model: "m2" },
    },
  },
} as unknown as Run;
const names = ["asker", "teller", "judge"];
const modelsOf = (id: string) => ({ here: ["m2", "m3"], other: ["m1"] })[id] ?? [];
const models = (draft: ReturnType<typeof standInDraft>) =>
  names.map((role) => modelOf(run, draft, role, modelsOf));

test("standInDraft(run) keeps endpoints that are here, and lets one stand in for those that are not", () => {
  const draft = standInDraft(run, ["here", "other"], "other");
  expect(names.map((role) => draft[role]?.endpointId)).toEqual(["other", "other", "here"]);
  expect(models(draft)).toEqual(["m1", "m1", "m2"]);
});

test("modelOf keeps the run's model where the endpoint has it, or tells nothing, else takes its first", () => {
  expect(models(standInDraft(run, ["here"], "here"))).toEqual(["m2", "m2", "m2"]);
  expect(models(standInDraft(run, ["here", "mute"], "mute"))).toEqual(["m1", "m1", "m2"]);
});

test("withStandIn takes roles along that had the same as the first one, and no others", () => {
  const draft = standInDraft(run, ["here", "other"], "other");
  const moved = withStandIn(draft, names, "asker", { endpointId: "here", model: "m3" });
  expect(models(moved)).toEqual(["m3", "m3", "m2"]);
  const single = withStandIn(moved, names, "teller", { endpointId: "other", model: null });
  expect(models(single)).toEqual(["m3", "m1", "m2"]);
});

test("standInDraft(run) of a run without its config has no role", () => {
  expect(standInDraft({ config: null } as unknown as Run, ["here"], "here")).toEqual({});
});
