import { askForAnswer } from "../ask-for-answer.ts";
import { expansionOf } from "../expansion/index.ts";
import type { Protocol } from "../protocol.ts";
import { questionPlace, roles, SingleConfig } from "./config.ts";

/**
 * One agent that answers each question several times, each answer judged by itself: the single agent that teams of
 * agents are held against, the samples of STaR (arXiv 2203.14465), and the answers that other tools bring along.
 */
export const single: Protocol<SingleConfig> = {
  ...expansionOf(roles),
  name: "single",
  title: "Single agent",
  Config: SingleConfig,
  roles,
  reads: () => [],
  prompt({ question }, _, { roles: { agent } }) {
    // A function, so that a question which holds "$&" stays as it is.
    const content = agent.template.replaceAll(questionPlace, () => question.text);
    const user = { role: "user", content } as const;
    return agent.systemPrompt ? [{ role: "system", content: agent.systemPrompt }, user] : [user];
  },
  defaultBranching: { agent: 8 },
  defaultTemplate: (task) => `${questionPlace}\n\n${askForAnswer(task)}`,
};
