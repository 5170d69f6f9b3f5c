import * as z from "zod";
import { parseHaving } from "../../core/having.ts";
import { treeFilters, treeSorts } from "../../core/tree-list.ts";
import { ByRole, Id, Iso, listOf, PageQuery, Threshold } from "./common.ts";
import { LimitNow } from "./limits.ts";
import { RunJudge } from "./judge-rules.ts";
import { UsageByRole } from "./usage.ts";

export const RoleRequest = z.object({
  endpointId: z.string().optional(),
  model: z.string().trim().min(1).max(500).optional(),
  modelRevision: z.string().max(200).optional().describe("typed by a person; recorded, not sent"),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().gt(0).max(1).optional(),
  maxTokens: z.number().int().min(1).max(1_000_000).optional(),
  systemPrompt: z.string().max(100_000).optional(),
  template: z.string().max(100_000).optional(),
  stop: z.array(z.string().min(1).max(200)).max(16).optional(),
  extraBody: z.record(z.string(), z.unknown()).optional(),
  api: z.enum(["chat", "completions"]).optional(),
});

/** 12 keeps every exact value within 53 bits. */
const branch = z.number().int().min(1).max(12);

export const QuestionPick = z.union([
  z.object({ ids: z.array(z.string()).min(1).max(100_000) }).strict(),
  z
    .object({
      limit: z.number().int().min(1).optional(),
      offset: z.number().int().min(0).optional(),
      sample: z.enum(["first", "random"]).optional(),
      seed: z.number().int().optional(),
    })
    .strict(),
]);

export const Budget = z.object({
  usd: z.number().gt(0).optional(),
  tokens: z.number().int().gt(0).optional(),
  requests: z.number().int().gt(0).optional(),
});
export type Budget = z.infer<typeof Budget>;

/** POST /api/runs and /api/runs/estimate. `roles` and `branching` are checked against the protocol's roles. */
export const RunCreate = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  protocol: z.string().default("malt"),
  datasetId: Id,
  questions: QuestionPick.optional(),
  roles: z.record(z.string(), RoleRequest),
  branching: z.union([branch, z.record(z.string(), branch)]).optional(),
  seed: z.number().int().min(0).max(2_147_483_647).optional(),
  threshold: Threshold.default(0.5),
  unknownLeaves: z.enum(["incorrect", "exclude"]).default("incorrect"),
  incomplete: z.enum(["exclude", "include"]).default("exclude"),
  siblings: z
    .enum(["auto", "off"])
    .default("auto")
    .describe("auto: one request for all siblings where the endpoint takes n"),
  budget: Budget.optional(),
  start: z.boolean().default(true),
  trial: z
    .boolean()
    .default(false)
    .describe("grow one question and pause: its tree is the run's own, resume grows the rest"),
});
export type RunCreate = z.input<typeof RunCreate>;

export const RunEstimate = z.object({
  completions: z.number().int(),
  requests: z.number().int(),
  requestsAtMost: z.number().int().describe("each completion in a request of its own"),
  siblings: z
    .enum(["together", "single", "unknown"])
    .describe("whether siblings share a request; unknown: it shows with the first, and is counted as if"),
  promptTokens: z.number().int(),
  completionTokens: z.number().int(),
  costUsd: z.number(),
  seconds: z.number(),
  basis: z.string().describe("what the figures rest on, in a sentence"),
  trees: z.number().int(),
  completionsByRole: ByRole.describe("in one tree"),
});
export type RunEstimate = z.infer<typeof RunEstimate>;

/** A role as the run uses it, every field filled in: what is needed to repeat it. */
export const RoleConfig = z.object({
  endpointId: z.string(),
  model: z.string(),
  modelRevision: z.string().nullable(),
  temperature: z.number(),
  topP: z.number(),
  maxTokens: z.number().int(),
  systemPrompt: z.string().nullable(),
  template: z.string(),
  stop: z.array(z.string()),
  extraBody: z.record(z.string(), z.unknown()),
  api: z.enum(["chat", "completions"]),
});
export type RoleConfig = z.infer<typeof RoleConfig>;

export const RunConfig = z.object({
  protocol: z.string(),
  datasetId: z.string().nullable(),
  task: z.string(),
  questions: z.record(z.string(), z.unknown()),
  roles: z.record(z.string(), RoleConfig),
  branching: z.record(z.string(), z.number().int()),
  seed: z.number().int().nullable(),
  threshold: z.number(),
  unknownLeaves: z.enum(["incorrect", "exclude"]),
  incomplete: z.enum(["exclude", "include"]),
  siblings: z.enum(["auto", "off"]),
  judgeVersion: z.string(),
});
export type RunConfig = z.infer<typeof RunConfig>;

export const RunStatus = z.enum(["queued", "growing", "paused", "completed", "cancelled", "failed"]);
export const WaitingFor = z.enum(["rate_limit", "budget", "endpoint", "user"]);

export const Notice = z.object({
  at: Iso,
  code: z.string(),
  message: z.string(),
  level: z.enum(["info", "warning", "error"]),
});
export type Notice = z.infer<typeof Notice>;

/** How a role looks on screen and what it may do; from the run's protocol. */
export const RoleView = z.object({
  name: z.string(),
  letter: z.string(),
  title: z.string(),
  depth: z.number().int(),
  isJudged: z.boolean(),
  isLeaf: z.boolean(),
  isClaiming: z.boolean(),
});
export type RoleView = z.infer<typeof RoleView>;

export const Run = z.object({
  id: z.string(),
  name: z.string(),
  protocol: z.string(),
  status: RunStatus,
  waitingFor: WaitingFor.nullable(),
  waitingUntil: Iso.nullable(),
  waitingReason: z.string().nullable().describe("why it waits and what to do, for a person"),
  trialTreeId: z
    .string()
    .nullable()
    .describe("the one tree that grows before the others; null once they may"),
  config: RunConfig.partial()
    .extend({
      assumedTemplates: z
        .record(z.string(), z.string())
        .optional()
        .describe("trajectories of another tool: by role what exported rows hold for their unknown prompts"),
    })
    .nullable()
    .describe("null for an import without one"),
  configHash: z.string(),
  createdAt: Iso,
  startedAt: Iso.nullable(),
  finishedAt: Iso.nullable(),
  progress: z.object({
    treesDone: z.number().int(),
    treesFailed: z.number().int(),
    treesTotal: z.number().int(),
    nodesDone: z.number().int(),
    nodesTotal: z.number().int(),
    secondsLeft: z.number().nullable(),
  }),
  usage: z.object({
    requests: z.number().int(),
    retries: z.number().int(),
    promptTokens: z.number().int(),
    completionTokens: z.number().int(),
    costUsd: z.number(),
    mayHaveBeenCharged: z.number().int().describe("attempts that broke off and may appear on the bill"),
    mayHaveBeenChargedTokens: z.number().int().describe("at most, for those attempts; not in the other sums"),
    mayHaveBeenChargedUsd: z.number().describe("at most, for those attempts; not in costUsd"),
  }),
  usageByRole: UsageByRole,
  identicalSiblings: ByRole.describe("nodes that say the same, white space aside, as a sibling before them"),
  inFlight: z.number().int(),
  live: z
    .object({
      perSecond: z.number().nullable().describe("completions stored a second over the last 10 s"),
      perSecondOverall: z.number().nullable().describe("since it was taken up last"),
      failures: z
        .record(z.string(), z.number().int())
        .describe("requests that failed since then, by kind: rate_limited, transient, paid_but_bad, …"),
    })
    .nullable()
    .describe("while it grows"),
  limits: z
    .array(LimitNow)
    .describe("of the run's endpoints, while it grows; an endpoint may serve others too"),
  accuracy: z.record(z.string(), z.number().nullable()),
  unknownLeaves: z.number().int(),
  suspects: z.number().int().describe("leaves that the audit doubts, of the trees it has looked at"),
  failedParts: z.number().int(),
  pairs: ByRole,
  threshold: z.number(),
  budget: Budget.nullable(),
  budgetToFinish: Budget.nullable().describe(
    "what each cap would have to be, about, for the run to end; null while it does not stand at its budget",
  ),
  dataset: z.object({ id: z.string(), name: z.string(), questionCount: z.number().int() }).nullable(),
  roles: z.array(RoleView),
  isSimulated: z.boolean(),
  isImported: z.boolean(),
  judge: RunJudge,
  notices: z.array(Notice),
  endpoints: z
    .array(z.record(z.string(), z.unknown()))
    .describe("what each server told of itself at the start: version, model root, fingerprints"),
});
export type Run = z.infer<typeof Run>;
export const RunList = listOf(Run);
export const RunQuery = PageQuery.extend({ status: RunStatus.optional(), q: z.string().optional() });

/** What became of a file of trajectories; null where trees were imported, of which all are taken or none. */
export const ImportReport = z.object({
  rows: z.number().int(),
  trajectories: z.number().int(),
  trees: z.number().int(),
  nodes: z.number().int(),
  toldVerdicts: z.number().int().describe("answers whose verdict is the file's own word"),
  notTakenCount: z.number().int(),
  notTaken: z
    .array(z.object({ line: z.number().int(), reason: z.string() }))
    .describe("the first thousand, lines from 1"),
});
export type ImportReport = z.infer<typeof ImportReport>;
export const ImportedRun = Run.extend({ imported: ImportReport.nullable() });
export type ImportedRun = z.infer<typeof ImportedRun>;

export const RunPatch = z
  .object({
    name: z.string().trim().min(1).max(200),
    budget: Budget.nullable(),
    threshold: Threshold,
    endpoints: z
      .record(z.string(), z.string())
      .describe("of a paused run: which endpoint stands in for which, by id"),
    roles: z
      .record(
        z.string(),
        z
          .object({ endpointId: z.string(), model: z.string().trim().min(1).max(500) })
          .partial()
          .strict(),
      )
      .describe("of a paused run: who answers a role from here on; what is stored stays"),
  })
  .partial();
export type RunPatch = z.infer<typeof RunPatch>;

export const TreeFilter = z.enum(treeFilters);
export const TreeSort = z.enum(treeSorts);
const MetaChoice = z.record(z.string().max(200), z.array(z.string().max(200)).max(50));
/** Which values of the questions' metadata to look at; an address holds it as JSON. */
export const TreeMeta = z
  .string()
  .max(5000)
  .describe('by key of the metadata the values wanted, as JSON: {"level":["4","5"]}; every key must fit')
  .transform((text, context) => {
    try {
      const parsed = MetaChoice.safeParse(JSON.parse(text));
      if (parsed.success) return parsed.data;
    } catch {
      // Said below.
    }
    context.addIssue({ code: "custom", message: "is no JSON object of lists of texts" });
    return z.NEVER;
  });
/** Trees that have some of what a number over the run counts: see lib/core/having.ts. */
export const TreeHaving = z
  .string()
  .max(300)
  .describe(
    "trees with some of these: correction:FROM:TO (verdicts), unknown:ROLE, truncated:ROLE, identical:ROLE, value:ROLE:a/b:c/d (from, to)",
  )
  .transform((text, context) => {
    const having = parseHaving(text);
    if (having) return having;
    context.addIssue({ code: "custom", message: "is none of the forms that are taken" });
    return z.NEVER;
  });
/** What narrows a run's trees, and their order. */
export const TreeSearchQuery = z.object({
  filter: TreeFilter.default("all"),
  sort: TreeSort.default("index"),
  q: z.string().optional(),
  text: z.string().optional(),
  having: TreeHaving.optional(),
  meta: TreeMeta.optional(),
});
export const TreesQuery = PageQuery.extend(TreeSearchQuery.shape);
/** Which trees go into one page: by the same words as in the list, by their ids, or by their places in the run. */
export const BundleQuery = TreeSearchQuery.extend({
  treeId: z.string().optional().describe("a tree of the run; may be repeated"),
  indexes: z
    .string()
    .max(12_000)
    .regex(/^\d{1,9}(,\d{1,9})*$/, "is no list of whole numbers, a comma between")
    .transform((text) => text.split(",").map(Number))
    .optional()
    .describe("places in the run, from 0"),
});
export const TreeRowsQuery = TreeSearchQuery.pick({ text: true, having: true }).extend({
  indexes: z
    .string()
    .regex(/^\d{1,9}(,\d{1,9}){0,499}$/, "is no list of at most 500 whole numbers, a comma between")
    .transform((text) => text.split(",").map(Number))
    .describe("places in the run, from 0"),
});

export const TreeStatus = z.enum(["waiting", "growing", "completed", "failed"]);

export const TreeItem = z.object({
  id: z.string(),
  questionId: z.string(),
  index: z.number().int(),
  question: z.string(),
  gold: z.string(),
  status: TreeStatus,
  leaves: z.number().int(),
  correctLeaves: z.number().int(),
  unknownLeaves: z.number().int(),
  nodesDone: z.number().int(),
  nodesTotal: z.number().int(),
  value: z.number().nullable().describe("of the whole tree: the mean of its first row's values"),
  valueText: z.string().nullable().describe('as a fraction, "10/27"'),
  values: z.record(z.string(), z.array(z.number().nullable())).describe("by role, in path order; every role"),
  pairs: ByRole,
  costUsd: z.number(),
  tokens: z.number().int(),
  overrides: z.number().int(),
  disagreements: z.number().int(),
  localDisagreements: z.number().int().describe("nodes whose label and majority label differ"),
  valueLine: z
    .string()
    .describe(
      'values by place: children in brackets, "-" without a value, "x" failed, nothing where nothing has come yet',
    ),
  hits: z.array(z.object({ nodeId: z.string(), snippet: z.string() })).optional(),
  matches: z.number().int().optional().describe("with `having`: how many of those this tree has"),
});
export type TreeItem = z.infer<typeof TreeItem>;
export const TreeList = listOf(TreeItem).extend({
  total: z.number().int(),
  matches: z.number().int().optional().describe("with `having`: how many of those all listed trees have"),
});
export const TreeRows = z.object({ items: z.array(TreeItem) });
export const TreeOrder = z.object({
  indexes: z.array(z.number().int()).describe("places in the run, from 0, of all trees that fit, sorted"),
});
export const TreeFacets = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      values: z.array(z.object({ value: z.string(), count: z.number().int() })),
    }),
  ),
});
export type TreeFacets = z.infer<typeof TreeFacets>;
export const TreeNeighbours = z.object({
  previousTreeId: z.string().nullable(),
  nextTreeId: z.string().nullable(),
  before: z.number().int().describe("listed trees that stand before it"),
  total: z.number().int(),
  isListed: z.boolean().describe("false once it no longer fits the filter"),
});
export type TreeNeighbours = z.infer<typeof TreeNeighbours>;
export const TreeCounts = z.record(z.string(), z.number().int()).describe("trees by filter");

export const ValueBin = z.object({
  value: z.number(),
  numerator: z.number().int(),
  denominator: z.number().int(),
  count: z.number().int(),
  pairs: z
    .number()
    .int()
    .describe("of the role, with the threshold at this value or above it, below the next"),
});
export const RunValues = z.record(z.string(), z.array(ValueBin));
export type RunValues = z.infer<typeof RunValues>;
