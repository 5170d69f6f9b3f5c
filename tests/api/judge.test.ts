import { expect, test } from "vitest";
import { describeStudios } from "../support/server.ts";

describeStudios("POST /api/judge", (studio) => {
  test("judges in order, with spans into the text as it was sent", async () => {
    const items = Array.from({ length: 500 }, (_, index) => ({
      task: "gsm8k",
      text:
        index % 7 === 0
          ? "I do not know."
          : `🌾 ${"so ".repeat(index % 5)}it is\n#### ${index % 3 === 0 ? index : index + 1}`,
      gold: String(index),
    }));
    const { status, body } = await studio().api.call("POST", "/api/judge", { items });
    expect(status).toBe(200);
    expect(body.items.map(({ verdict }: { verdict: string }) => verdict)).toEqual(
      items.map((_, index) => (index % 7 === 0 ? "unknown" : index % 3 === 0 ? "correct" : "incorrect")),
    );
    for (const [index, { answer, method, reason }] of body.items.entries()) {
      expect([method, reason].every((word) => typeof word === "string" && word.length > 0)).toBe(true);
      if (answer) expect(items[index]?.text.slice(answer.start, answer.end)).toBe(answer.raw);
    }
  });

  test("takes choices with the question, or the question as a text", async () => {
    const choices = [
      { label: "A", text: "a river" },
      { label: "B", text: "a bank" },
    ];
    const ask = async (text: string, question: unknown) =>
      (
        await studio().api.call("POST", "/api/judge", {
          items: [{ task: "csqa", text, gold: "B", question }],
        })
      ).body.items[0].verdict;
    expect(await ask("Final Answer: B", { stem: "Where is money?", choices })).toBe("correct");
    expect(await ask("Final Answer: a bank", { choices })).toBe("correct");
    expect(await ask("Final Answer: a river", { choices })).toBe("incorrect");
    expect(await ask("Final Answer: B", "Where is money?")).toBe("correct");
  });

  test.each([
    ["no items", {}, "items"],
    ["none", { items: [] }, "items"],
    ["501", { items: Array.from({ length: 501 }, () => ({ task: "gsm8k", text: "1", gold: "1" })) }, "items"],
    ["an unknown task", { items: [{ task: "chess", text: "1", gold: "1" }] }, "items.0.task"],
    [
      "no gold",
      {
        items: [
          { task: "gsm8k", text: "1", gold: "1" },
          { task: "gsm8k", text: "1" },
        ],
      },
      "items.1.gold",
    ],
    ["a text that is a number", { items: [{ task: "gsm8k", text: 1, gold: "1" }] }, "items.0.text"],
  ])("%s is 422 and the field is named", async (_, body, field) => {
    const answer = await studio().api.call("POST", "/api/judge", body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, field]);
  });

  test("never throws on odd texts and golds", async () => {
    const texts = [
      "",
      "\0",
      "\ud800",
      "#### ",
      "\\boxed{",
      "\\boxed{\\frac{}{}}",
      "9".repeat(5000),
      `${"(".repeat(3000)}1`,
      "#### 1e999999999",
      "####\u202e42",
    ];
    const items = texts.flatMap((text) =>
      ["gsm8k", "math", "csqa", "hotpotqa", "custom"].map((task) => ({ task, text, gold: text || "1" })),
    );
    const { status, body } = await studio().api.call("POST", "/api/judge", { items });
    expect([status, body.items.length]).toEqual([200, items.length]);
  });
});
