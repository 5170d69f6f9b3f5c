import { expect, test } from "vitest";
import { tasks } from "../../../lib/core/tree.ts";
import { malt } from "../../../lib/protocols/malt/index.ts";
import { maltConfig, question } from "../../support/arbitrary-tree.ts";

const texts = {
  "1": "Seven and six is 13.\nFinal Answer: 13",
  "1.1": "Looks right to me. {answer}\nVerdict: CORRECT",
};
const nodes = Object.entries(texts).map(([path, text]) => ({
  path,
  role: "any",
  text,
  verdict: null,
  claim: null,
}));
const record = { question, nodes, failed: [] };
const contentOf = (path: string, role: string) => malt.prompt(record, { path, role }, maltConfig(3, 3, 3));

test("prompt(slot) is one user message that holds all it reads and nothing below", () => {
  const messages = contentOf("1.1.2", "refiner");
  expect(messages.map((message) => message.role)).toEqual(["user"]);
  for (const part of [question.text, texts["1"], texts["1.1"]]) expect(messages[0]!.content).toContain(part);
  expect(contentOf("1.2", "verifier")[0]!.content).not.toContain(texts["1.1"]);
  expect(contentOf("1", "generator")[0]!.content).not.toContain(texts["1"]);
});

test("up to its instruction each prompt extends its parent's, for every task", () => {
  for (const task of tasks) {
    const [generator, verifier, refiner] = malt.roles.map((role) => malt.defaultTemplate(task, role.name));
    const context = (template: string, last: string) =>
      template.slice(0, template.indexOf(last) + last.length);
    const [q, a] = [context(generator!, "{question}"), context(verifier!, "{answer}")];
    expect(a.startsWith(q)).toBe(true);
    expect(context(refiner!, "{critique}").startsWith(a)).toBe(true);
  }
});

test("a completion that names a placeholder is put in as it is", () => {
  expect(contentOf("1.1.1", "refiner")[0]!.content).toContain("Looks right to me. {answer}");
});

test("a system prompt goes in front, and a template without what its role reads is refused by name", () => {
  const config = maltConfig(1, 1, 1);
  const roles = { ...config.roles, generator: { ...config.roles.generator, systemPrompt: "Be brief." } };
  const messages = malt.prompt(record, { path: "1", role: "generator" }, { ...config, roles });
  expect(messages.map((message) => message.role)).toEqual(["system", "user"]);
  const bad = malt.Config.safeParse({
    ...config,
    roles: { ...roles, verifier: { template: "{question}: right?" } },
  });
  expect(bad.error?.issues[0]?.path.join(".")).toBe("roles.verifier.template");
  expect(bad.error?.issues[0]?.message).toContain("{answer}");
});
