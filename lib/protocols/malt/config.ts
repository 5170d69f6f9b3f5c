import { z } from "zod";
import type { RoleSpec } from "../protocol.ts";
import { placeholdersOf, requiredPlaceholders } from "./prompts.ts";

/** The three roles of MALT §4.1, in order of depth. */
export const roles = [
  {
    name: "generator",
    letter: "G",
    title: "Generator",
    depth: 1,
    isJudged: true,
    isLeaf: false,
    isClaiming: false,
  },
  {
    name: "verifier",
    letter: "V",
    title: "Verifier",
    depth: 2,
    isJudged: false,
    isLeaf: false,
    isClaiming: true,
  },
  {
    name: "refiner",
    letter: "R",
    title: "Refiner",
    depth: 3,
    isJudged: true,
    isLeaf: true,
    isClaiming: false,
  },
] as const satisfies readonly RoleSpec[];

export type MaltRole = (typeof roles)[number]["name"];

const children = z.number().int().min(1).max(12);

const roleConfig = (role: MaltRole) =>
  z.object({
    systemPrompt: z.string().nullable().default(null),
    template: z.string().superRefine((template, context) => {
      const present = placeholdersOf(template);
      for (const name of requiredPlaceholders[role])
        if (!present.has(name))
          context.addIssue({
            code: "custom",
            message: `the template has no {${name}}; the ${role} would not see it`,
          });
    }),
  });

/** MALT's own part of a run's config: children of one parent by role, and the prompts in full. */
export const MaltConfig = z.object({
  branching: z.object({ generator: children, verifier: children, refiner: children }),
  roles: z.object({
    generator: roleConfig("generator"),
    verifier: roleConfig("verifier"),
    refiner: roleConfig("refiner"),
  }),
});
export type MaltConfig = z.infer<typeof MaltConfig>;
