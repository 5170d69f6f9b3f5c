import type { Budget, Run, RunCreate } from "@/lib/http/wire/runs.ts";
import { isRecord } from "@/lib/core/is-record.ts";

/** One role as typed; empty text means "as the server has it by default". */
export type RoleDraft = {
  readonly endpointId: string;
  readonly model: string;
  readonly modelRevision: string;
  readonly temperature: string;
  readonly topP: string;
  readonly maxTokens: string;
  readonly systemPrompt: string;
  readonly template: string;
  /** One stop text a line. */
  readonly stop: string;
  /** A JSON object. */
  readonly extraBody: string;
  readonly api: "chat" | "completions";
};

/** The start form as typed. */
export type RunDraft = {
  readonly name: string;
  readonly protocol: string;
  readonly datasetId: string;
  readonly roles: Readonly<Record<string, RoleDraft>>;
  readonly branching: Readonly<Record<string, number>>;
  readonly limit: string;
  readonly offset: string;
  readonly sample: "first" | "random";
  /** Each empty where there is no limit. */
  readonly budget: Readonly<Record<keyof Budget, string>>;
  readonly seed: string;
  readonly threshold: string;
  readonly unknownLeaves: "incorrect" | "exclude";
  readonly incomplete: "exclude" | "include";
  readonly siblings: "auto" | "off";
};

export type DraftProblem = {
  readonly path: string;
  readonly message: string;
  /** Not yet filled in, which is worth a word only once somebody wants to start. */
  readonly isMissing?: true;
};

export const emptyRole: RoleDraft = {
  endpointId: "",
  model: "",
  modelRevision: "",
  temperature: "0.3",
  topP: "",
  maxTokens: "",
  systemPrompt: "",
  template: "",
  stop: "",
  extraBody: "",
  api: "chat",
};

export const budgetParts = ["usd", "tokens", "requests"] as const satisfies readonly (keyof Budget)[];

const noBudget: RunDraft["budget"] = { usd: "", tokens: "", requests: "" };

/** A fresh form for the roles of a protocol; `branching` has each of them. */
export function emptyDraft(protocol: string, branching: Readonly<Record<string, number>>): RunDraft {
  const roleNames = Object.keys(branching);
  return {
    name: "",
    protocol,
    datasetId: "",
    roles: Object.fromEntries(roleNames.map((name) => [name, emptyRole])),
    branching,
    limit: "50",
    offset: "",
    sample: "first",
    budget: noBudget,
    seed: "",
    threshold: "",
    unknownLeaves: "incorrect",
    incomplete: "exclude",
    siblings: "auto",
  };
}

const textOf = (value: number | null | undefined): string =>
  value === null || value === undefined ? "" : String(value);

/**
 * The form filled in with what an earlier run used, its name and budget left out. A template that is the protocol's
 * own stays empty, so that it follows the task when another data set is chosen.
 */
export function draftOfRun(
  run: Run,
  fallback: RunDraft,
  standardTemplates: Readonly<Record<string, string>>,
): RunDraft {
  const { config } = run;
  if (!config) return fallback;
  const roles = Object.entries(config.roles ?? {}).map(([name, role]): [string, RoleDraft] => [
    name,
    {
      endpointId: role.endpointId,
      model: role.model,
      modelRevision: role.modelRevision ?? "",
      temperature: textOf(role.temperature),
      topP: textOf(role.topP),
      maxTokens: textOf(role.maxTokens),
      systemPrompt: role.systemPrompt ?? "",
      template: role.template === standardTemplates[name] ? "" : role.template,
      stop: role.stop.join("\n"),
      extraBody: Object.keys(role.extraBody).length > 0 ? JSON.stringify(role.extraBody) : "",
      api: role.api,
    },
  ]);
  return {
    ...fallback,
    protocol: run.protocol,
    datasetId: run.dataset?.id ?? config.datasetId ?? fallback.datasetId,
    roles: { ...fallback.roles, ...Object.fromEntries(roles) },
    branching: config.branching ?? fallback.branching,
    limit: textOf(run.progress.treesTotal),
    seed: textOf(config.seed),
    threshold: textOf(config.threshold),
    unknownLeaves: config.unknownLeaves ?? "incorrect",
    incomplete: config.incomplete ?? "exclude",
    siblings: config.siblings ?? "auto",
  };
}

/** The number that a text says, undefined when it is empty, null when it is none. "0,7" is read as 0.7. */
function readNumber(text: string): number | undefined | null {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined | null {
  if (text.trim() === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** Drops what is undefined, so that the server's defaults hold. */
function given<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}

/**
 * The request body of a form, with what cannot be read of it by path ("roles.x.temperature"). Ranges are left to
 * the server: it answers with the same paths.
 */
export function toRunBody(draft: RunDraft): {
  readonly body: RunCreate;
  readonly problems: readonly DraftProblem[];
} {
  const problems: DraftProblem[] = [];
  const numberAt = (path: string, text: string): number | undefined => {
    const value = readNumber(text);
    if (value === null) problems.push({ path, message: `“${text}” is not a number.` });
    return value ?? undefined;
  };
  const roles = Object.entries(draft.roles).map(([name, role]) => {
    const at = `roles.${name}`;
    const extraBody = readObject(role.extraBody);
    if (extraBody === null)
      problems.push({ path: `${at}.extraBody`, message: 'Not a JSON object, such as {"top_k": 20}.' });
    if (role.model === "")
      problems.push({ path: `${at}.model`, message: "Choose a model.", isMissing: true });
    const stop = role.stop.split("\n").filter((line) => line !== "");
    const fields = given({
      endpointId: role.endpointId || undefined,
      model: role.model || undefined,
      modelRevision: role.modelRevision || undefined,
      temperature: numberAt(`${at}.temperature`, role.temperature),
      topP: numberAt(`${at}.topP`, role.topP),
      maxTokens: numberAt(`${at}.maxTokens`, role.maxTokens),
      systemPrompt: role.systemPrompt || undefined,
      template: role.template || undefined,
      stop: stop.length > 0 ? stop : undefined,
      extraBody: extraBody ?? undefined,
      api: role.api === "chat" ? undefined : role.api,
    });
    return [name, fields] as const;
  });
  if (draft.datasetId === "")
    problems.push({ path: "datasetId", message: "Choose a data set.", isMissing: true });
  const questions = given({
    limit: numberAt("questions.limit", draft.limit),
    offset: numberAt("questions.offset", draft.offset),
    sample: draft.sample === "first" ? undefined : draft.sample,
  });
  const budget = given({
    usd: numberAt("budget.usd", draft.budget.usd),
    tokens: numberAt("budget.tokens", draft.budget.tokens),
    requests: numberAt("budget.requests", draft.budget.requests),
  });
  const shared = given({
    name: draft.name.trim() || undefined,
    questions: Object.keys(questions).length > 0 ? questions : undefined,
    seed: numberAt("seed", draft.seed),
    threshold: numberAt("threshold", draft.threshold),
    budget: Object.keys(budget).length > 0 ? budget : undefined,
  });
  const body: RunCreate = {
    ...shared,
    protocol: draft.protocol,
    datasetId: draft.datasetId,
    roles: Object.fromEntries(roles),
    branching: { ...draft.branching },
    unknownLeaves: draft.unknownLeaves,
    incomplete: draft.incomplete,
    siblings: draft.siblings,
  };
  return { body, problems };
}

/** The one value that all roles share in a field, null where they differ. */
export function sharedValue<Field extends keyof RoleDraft>(
  draft: RunDraft,
  field: Field,
): RoleDraft[Field] | null {
  const [first, ...others] = Object.values(draft.roles);
  if (!first) return null;
  return others.every((role) => role[field] === first[field]) ? first[field] : null;
}

/** Sets fields of one role, or of every role when `roleName` is null. */
export function withRole(draft: RunDraft, roleName: string | null, fields: Partial<RoleDraft>): RunDraft {
  const roles = Object.entries(draft.roles).map(([name, role]) => [
    name,
    roleName === null || name === roleName ? { ...role, ...fields } : role,
  ]);
  return { ...draft, roles: Object.fromEntries(roles) as RunDraft["roles"] };
}
