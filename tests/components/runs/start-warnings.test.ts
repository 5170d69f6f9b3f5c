import { expect, test } from "vitest";
import { emptyDraft, withRole } from "../../../components/runs/run-draft.ts";
import { startWarnings } from "../../../components/runs/start-warnings.ts";

const titles = { asker: "Asker", teller: "Teller" };

test("startWarnings(draft) names the roles whose siblings would come out alike", () => {
  const draft = withRole(emptyDraft("toy", { asker: 3, teller: 3 }), "teller", { temperature: "0,0" });
  expect(startWarnings(draft, titles, false, [])).toEqual([expect.stringContaining("(Teller)")]);
});

test("startWarnings(draft) is silent at temperature 0 where there are no siblings, and speaks of a lone trajectory", () => {
  const draft = withRole(emptyDraft("toy", { asker: 1, teller: 1 }), null, { temperature: "0" });
  expect(startWarnings(draft, titles, false, [])).toEqual([expect.stringContaining("single trajectory")]);
});

test("startWarnings says that a simulated model is one", () => {
  expect(startWarnings(emptyDraft("toy", { asker: 2, teller: 2 }), titles, true, [])).toEqual([
    expect.stringContaining("simulated"),
  ]);
});

test("startWarnings says that a budget in dollars cannot hold a model without a price", () => {
  const draft = {
    ...emptyDraft("toy", { asker: 2, teller: 2 }),
    budget: { usd: "5", tokens: "", requests: "" },
  };
  expect(startWarnings(draft, titles, false, ["m1"])).toEqual([expect.stringContaining("m1")]);
  expect(startWarnings(emptyDraft("toy", { asker: 2, teller: 2 }), titles, false, ["m1"])).toEqual([]);
});
