import { z } from "zod";
import { Iso, listOf } from "./common.ts";

export const HubAccess = z.object({
  hubUrl: z.string(),
  hasToken: z.boolean(),
  isStored: z.boolean().describe("whether a token is kept here, encrypted; it is never returned"),
  tokenEnv: z.string().describe("the environment variable that is read where none is kept"),
});
export type HubAccess = z.infer<typeof HubAccess>;

export const HubAccessPut = z.strictObject({
  token: z
    .string()
    .trim()
    .max(1000)
    .regex(/^hf_\S+$/, "is no token of the Hub: those begin with hf_")
    .nullable()
    .optional()
    .describe("kept encrypted; null takes the kept one away"),
  tokenEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .max(200)
    .nullable()
    .optional(),
});
export type HubAccessPut = z.infer<typeof HubAccessPut>;

export const HubPushPost = z.strictObject({
  repo: z
    .string()
    .trim()
    .max(200)
    .regex(
      /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9](?!.*(\.\.|--))[\w.-]*(?<![.-])$/,
      "is no name on the Hub: write it like your-name/data-set",
    ),
  isPrivate: z.boolean().default(true),
});
export type HubPushPost = z.infer<typeof HubPushPost>;

export const HubPush = z.object({
  id: z.string(),
  exportId: z.string(),
  hubUrl: z.string(),
  repo: z.string(),
  isPrivate: z.boolean(),
  status: z.enum(["pushing", "done", "failed", "cancelled"]),
  progress: z.number().describe("0 to 1"),
  message: z.string().nullable().describe("why it did not go through and what to do"),
  url: z.string().nullable().describe("where it lies, once it is done"),
  createdAt: Iso,
});
export type HubPush = z.infer<typeof HubPush>;
export const HubPushList = listOf(HubPush);
