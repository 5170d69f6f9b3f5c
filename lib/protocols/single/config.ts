import { z } from "zod";
import type { RoleSpec } from "../protocol.ts";

/** One role: an agent that answers the question by itself. */
export const roles = [
  {
    name: "agent",
    letter: "A",
    title: "Agent",
    depth: 1,
    isJudged: true,
    isLeaf: true,
    isClaiming: false,
  },
] as const satisfies readonly RoleSpec[];

/** What a template must name: an agent that does not see the question cannot answer it. */
export const questionPlace = "{question}";

/** The protocol's part of a run's config: answers a question, and the prompt in full. */
export const SingleConfig = z.object({
  branching: z.object({ agent: z.number().int().min(1).max(64) }),
  roles: z.object({
    agent: z.object({
      systemPrompt: z.string().nullable().default(null),
      template: z
        .string()
        .refine(
          (template) => template.includes(questionPlace),
          `the template has no ${questionPlace}; the agent would not see it`,
        ),
    }),
  }),
});
export type SingleConfig = z.infer<typeof SingleConfig>;
