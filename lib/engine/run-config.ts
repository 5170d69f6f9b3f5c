import { createHash } from "node:crypto";
import type { z } from "zod";
import { canonicalJson } from "../core/canonical-json.ts";
import { type FieldError, MalthouseError } from "../core/errors.ts";
import type { Task } from "../core/tree.ts";
import type { RoleConfig, RunConfig, RunCreate } from "../http/wire/runs.ts";
import { judgeVersion } from "../judge/version.ts";
import { type AnyProtocol, protocolOf } from "../protocols/registry.ts";

type Request = z.output<typeof RunCreate>;
type RoleRequest = Request["roles"][string];

function refuse(errors: readonly FieldError[]): never {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  throw new MalthouseError("invalid_request", `${first?.path}: ${first?.message}${more}.`, { errors });
}

function fillBranching(request: Request, protocol: AnyProtocol): Record<string, number> {
  const given = request.branching;
  if (typeof given === "number") return Object.fromEntries(protocol.roles.map(({ name }) => [name, given]));
  return { ...protocol.defaultBranching, ...given };
}

function fillRole(
  own: RoleRequest,
  lead: RoleRequest,
  template: string,
): Omit<RoleConfig, "endpointId" | "model"> & { endpointId: string | undefined; model: string | undefined } {
  return {
    endpointId: own.endpointId ?? lead.endpointId,
    model: own.model ?? lead.model,
    modelRevision: own.modelRevision ?? null,
    temperature: own.temperature ?? 0.3,
    topP: own.topP ?? 1,
    maxTokens: own.maxTokens ?? 1024,
    systemPrompt: own.systemPrompt?.trim() ? own.systemPrompt : null,
    template: own.template ?? template,
    stop: own.stop ?? [],
    extraBody: own.extraBody ?? {},
    api: own.api ?? "chat",
  };
}

/** Body fields that the studio sets itself; in `extraBody` they would contradict what the run records. */
const ownFields = [
  "model",
  "messages",
  "prompt",
  "n",
  "stream",
  "seed",
  "temperature",
  "top_p",
  "max_tokens",
  "max_completion_tokens",
  "stop",
];

/**
 * A run request with every default filled in and every template in full: all that is needed to repeat it. A role left
 * out takes endpoint and model of the first one given. Throws `invalid_request` naming each field that breaks a rule.
 */
export function fillRunConfig(request: Request, task: Task): RunConfig {
  const protocol = protocolOf(request.protocol);
  const names = protocol.roles.map(({ name }) => name);
  const errors: FieldError[] = [];
  for (const name of Object.keys(request.roles))
    if (!names.includes(name))
      errors.push({
        path: `roles.${name}`,
        message: `${protocol.title} has no such role; use ${names.join(", ")}`,
      });
  for (const name of typeof request.branching === "object" ? Object.keys(request.branching) : [])
    if (!names.includes(name))
      errors.push({ path: `branching.${name}`, message: `${protocol.title} has no such role` });
  const lead = names.map((name) => request.roles[name]).find((role) => role !== undefined);
  if (!lead) errors.push({ path: "roles", message: `give at least one role: ${names.join(", ")}` });
  const roles: Record<string, RoleConfig> = {};
  for (const name of names) {
    if (!lead) break;
    const filled = fillRole(request.roles[name] ?? {}, lead, protocol.defaultTemplate(task, name));
    const { endpointId, model } = filled;
    const at = request.roles[name] ? `roles.${name}` : "roles";
    if (!endpointId) errors.push({ path: `${at}.endpointId`, message: "choose an endpoint" });
    if (!model) errors.push({ path: `${at}.model`, message: "name a model" });
    for (const field of ownFields)
      if (field in filled.extraBody)
        errors.push({
          path: `roles.${name}.extraBody.${field}`,
          message: "has a field of its own; set it there",
        });
    if (endpointId && model) roles[name] = { ...filled, endpointId, model };
  }
  const branching = fillBranching(request, protocol);
  if (errors.length === 0) {
    const own = protocol.Config.safeParse({ branching, roles });
    if (!own.success)
      errors.push(
        ...own.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
      );
  }
  if (errors.length > 0) refuse(errors);
  return {
    protocol: protocol.name,
    datasetId: request.datasetId,
    task,
    questions: request.questions ?? {},
    roles,
    branching,
    seed: request.seed ?? null,
    threshold: request.threshold,
    unknownLeaves: request.unknownLeaves,
    incomplete: request.incomplete,
    siblings: request.siblings,
    judgeVersion,
  };
}

/**
 * Names what decides the completions: the questions, the roles with their servers, branching, seed. Name, budget,
 * threshold, unknownLeaves and incomplete stay out: changing them changes no text.
 */
export function hashRunConfig(
  config: RunConfig,
  facts: { datasetSha256: string; baseUrls: ReadonlyMap<string, string> },
): string {
  const roles = Object.fromEntries(
    Object.entries(config.roles).map(([name, { endpointId, ...role }]) => [
      name,
      { ...role, baseUrl: facts.baseUrls.get(endpointId) ?? endpointId },
    ]),
  );
  const { protocol, questions, branching, seed, siblings, task } = config;
  const decisive = {
    protocol,
    dataset: facts.datasetSha256,
    task,
    questions,
    roles,
    branching,
    seed,
    siblings,
  };
  return createHash("sha256").update(canonicalJson(decisive)).digest("hex");
}
