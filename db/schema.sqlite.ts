import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Claim, Incomplete, Label, Message, Task, UnknownLeaves, Verdict } from "../lib/core/tree.ts";
import type * as stored from "./stored-types.ts";

const when = (name: string) => integer(name, { mode: "timestamp_ms" });
const count = (name: string) => integer(name).notNull().default(0);
const flag = (name: string) => integer(name, { mode: "boolean" });
const json = (name: string) => text(name, { mode: "json" });

export const datasets = sqliteTable("datasets", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  task: text("task").$type<Task>().notNull(),
  sha256: text("sha256").notNull().unique("datasets_sha256"),
  fileName: text("file_name"),
  questionCount: integer("question_count").notNull(),
  rejected: json("rejected").$type<readonly stored.RejectedLine[]>().notNull(),
  rejectedCount: integer("rejected_count").notNull(),
  isSimulated: flag("is_simulated").notNull(),
  isReady: flag("is_ready").notNull(),
  createdAt: when("created_at").notNull(),
  ruleVersion: integer("rule_version"),
  goldCheck: json("gold_check").$type<stored.StoredGoldCheck>(),
});

/** Append only; `datasets.rule_version` says which one counts. */
export const judgeRules = sqliteTable(
  "judge_rules",
  {
    datasetId: text("dataset_id")
      .notNull()
      .references(() => datasets.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    rule: json("rule").$type<stored.Json>().notNull(),
    note: text("note"),
    author: text("author"),
    createdAt: when("created_at").notNull(),
  },
  (table) => [primaryKey({ name: "judge_rules_dataset_version", columns: [table.datasetId, table.version] })],
);

export const endpoints = sqliteTable("endpoints", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  baseUrl: text("base_url").notNull(),
  apiKey: text("api_key"),
  apiKeyEnv: text("api_key_env"),
  maxConcurrency: integer("max_concurrency").notNull(),
  requestsPerMinute: integer("requests_per_minute"),
  tokensPerMinute: integer("tokens_per_minute"),
  timeoutSeconds: integer("timeout_seconds").notNull(),
  prices: json("prices").$type<stored.Prices>().notNull(),
  createdAt: when("created_at").notNull(),
});

export const runs = sqliteTable(
  "runs",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    protocol: text("protocol").notNull(),
    datasetId: text("dataset_id").references(() => datasets.id, { onDelete: "restrict" }),
    status: text("status").$type<stored.RunStatus>().notNull(),
    waitingFor: text("waiting_for").$type<stored.WaitingFor>(),
    waitingUntil: when("waiting_until"),
    waitingReason: text("waiting_reason"),
    config: json("config").$type<stored.Json>(),
    configHash: text("config_hash").notNull(),
    threshold: text("threshold").notNull(),
    unknownLeaves: text("unknown_leaves").$type<UnknownLeaves>().notNull(),
    incomplete: text("incomplete").$type<Incomplete>().notNull(),
    budget: json("budget").$type<stored.StoredBudget>(),
    /** What each cap would have to be for the run to end; counts while it waits for its budget. */
    budgetToFinish: json("budget_to_finish").$type<stored.StoredBudget>(),
    seed: integer("seed"),
    treesTotal: count("trees_total"),
    nodesTotal: count("nodes_total"),
    isSimulated: flag("is_simulated").notNull(),
    isImported: flag("is_imported").notNull(),
    isDeleted: flag("is_deleted").notNull().default(false),
    notices: json("notices").$type<readonly stored.StoredNotice[]>().notNull(),
    endpoints: json("endpoints").$type<readonly stored.Json[]>().notNull(),
    mayHaveBeenCharged: count("may_have_been_charged"),
    mayHaveBeenChargedTokens: count("may_have_been_charged_tokens"),
    mayHaveBeenChargedUsd: real("may_have_been_charged_usd").notNull().default(0),
    judge: json("judge").$type<stored.StoredRunJudge>(),
    /** While set, no other tree of the run grows: a person wants to see one first. */
    trialTreeId: text("trial_tree_id"),
    createdAt: when("created_at").notNull(),
    startedAt: when("started_at"),
    finishedAt: when("finished_at"),
  },
  (table) => [index("runs_dataset").on(table.datasetId)],
);

export const questions = sqliteTable(
  "questions",
  {
    id: text("id").primaryKey(),
    datasetId: text("dataset_id").references(() => datasets.id, { onDelete: "cascade" }),
    runId: text("run_id").references(() => runs.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    text: text("text").notNull(),
    gold: text("gold").notNull(),
    task: text("task").$type<Task>().notNull(),
    meta: json("meta").$type<stored.Json>().notNull(),
    goldProblem: text("gold_problem"),
    line: integer("line"),
    /** What a person says of the gold, until it is mended; null: nothing. */
    goldMark: text("gold_mark").$type<"wrong">(),
  },
  (table) => [
    uniqueIndex("questions_dataset_position").on(table.datasetId, table.position),
    index("questions_run").on(table.runId),
    index("questions_gold_problem")
      .on(table.datasetId, table.position)
      .where(sql`${table.goldProblem} is not null`),
    index("questions_gold_mark")
      .on(table.id)
      .where(sql`${table.goldMark} is not null`),
  ],
);

export const trees = sqliteTable(
  "trees",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    questionId: text("question_id")
      .notNull()
      .references(() => questions.id),
    position: integer("position").notNull(),
    status: text("status").$type<stored.TreeStatus>().notNull(),
    leaves: count("leaves"),
    correctLeaves: count("correct_leaves"),
    unknownLeaves: count("unknown_leaves"),
    nodesDone: count("nodes_done"),
    nodesTotal: count("nodes_total"),
    searchedNodes: count("searched_nodes"),
    overrides: count("overrides"),
    disagreements: count("disagreements"),
    localDisagreements: count("local_disagreements"),
    valueNumerator: integer("value_numerator"),
    valueDenominator: integer("value_denominator"),
    roleValues: json("role_values").$type<stored.RoleValues>().notNull(),
    rolePairs: json("role_pairs").$type<stored.RoleNumbers>().notNull(),
    pairsTotal: count("pairs_total"),
    /** Verdicts by place as one short line, read by the statistics of credit; null while the tree grows. */
    verdictLine: text("verdict_line"),
    /** Values by place as one short line, drawn in lists; null for a tree credited before such lines were kept. */
    valueLine: text("value_line"),
    /** By which scorer the tree's leaves were looked at for the audit; null: not since something of it changed. */
    auditedBy: text("audited_by"),
    /** Trajectories by the first judged verdict on their path and the leaf's; null while the tree grows. */
    corrections: json("corrections").$type<stored.StoredCorrections>(),
    requests: count("requests"),
    retries: count("retries"),
    promptTokens: integer("prompt_tokens").notNull().default(0),
    completionTokens: integer("completion_tokens").notNull().default(0),
    costUsd: real("cost_usd").notNull().default(0),
  },
  (table) => [
    uniqueIndex("trees_run_position").on(table.runId, table.position),
    index("trees_run_status").on(table.runId, table.status),
    index("trees_question").on(table.questionId),
    index("trees_audited").on(table.runId, table.auditedBy, table.status),
  ],
);

/**
 * What a role did in a tree and what it cost. `unkept` brought no node, `estimated` was told by no endpoint; both are
 * part of the tokens and dollars beside them.
 */
export const roleCounts = sqliteTable(
  "role_counts",
  {
    treeId: text("tree_id")
      .notNull()
      .references(() => trees.id, { onDelete: "cascade" }),
    role: text("role").notNull(),
    runId: text("run_id").notNull(),
    nodes: count("nodes"),
    correct: count("correct"),
    unknown: count("unknown"),
    positives: count("positives"),
    pairs: count("pairs"),
    identical: count("identical"),
    truncated: count("truncated"),
    requests: count("requests"),
    retries: count("retries"),
    answers: count("answers"),
    promptTokens: integer("prompt_tokens").notNull().default(0),
    completionTokens: integer("completion_tokens").notNull().default(0),
    cachedPromptTokens: integer("cached_prompt_tokens").notNull().default(0),
    estimatedTokens: integer("estimated_tokens").notNull().default(0),
    unkeptTokens: integer("unkept_tokens").notNull().default(0),
    costUsd: real("cost_usd").notNull().default(0),
    unkeptUsd: real("unkept_usd").notNull().default(0),
    latencyMs: real("latency_ms").notNull().default(0),
  },
  (table) => [
    primaryKey({ name: "role_counts_tree_role", columns: [table.treeId, table.role] }),
    index("role_counts_run").on(table.runId, table.role),
  ],
);

export const nodes = sqliteTable(
  "nodes",
  {
    id: text("id").primaryKey(),
    runId: text("run_id").notNull(),
    treeId: text("tree_id")
      .notNull()
      .references(() => trees.id, { onDelete: "cascade" }),
    parentId: text("parent_id"),
    role: text("role").notNull(),
    path: text("path").notNull(),
    pathKey: text("path_key").notNull(),
    parentKey: text("parent_key").notNull(),
    depth: integer("depth").notNull(),
    ordinal: integer("ordinal").notNull(),
    verdict: text("verdict").$type<Verdict>(),
    effectiveVerdict: text("effective_verdict").$type<Verdict>(),
    override: json("override").$type<stored.StoredOverride>(),
    claim: text("claim").$type<Claim>(),
    valueNumerator: integer("value_numerator"),
    valueDenominator: integer("value_denominator"),
    leaves: count("leaves"),
    correctLeaves: count("correct_leaves"),
    isIncomplete: flag("is_incomplete").notNull().default(false),
    label: text("label").$type<Label>(),
    localLabel: text("local_label").$type<Label>(),
    finishReason: text("finish_reason"),
    answer: json("answer").$type<stored.StoredAnswer>(),
    judge: json("judge").$type<stored.StoredJudgement>(),
    model: text("model"),
    promptTokens: integer("prompt_tokens"),
    completionTokens: integer("completion_tokens"),
    cachedPromptTokens: integer("cached_prompt_tokens"),
    isEstimated: flag("is_estimated").notNull().default(false),
    costUsd: real("cost_usd"),
    latencyMs: real("latency_ms"),
    seed: integer("seed"),
    systemFingerprint: text("system_fingerprint"),
    requestId: text("request_id"),
    createdAt: when("created_at"),
    text: text("text").notNull(),
    reasoning: text("reasoning"),
  },
  (table) => [
    uniqueIndex("nodes_tree_path").on(table.treeId, table.path),
    index("nodes_siblings").on(
      table.treeId,
      table.parentKey,
      table.ordinal,
      table.role,
      table.label,
      table.valueNumerator,
      table.valueDenominator,
      table.isIncomplete,
      table.id,
    ),
    index("nodes_run_role_value").on(table.runId, table.role, table.valueNumerator, table.valueDenominator),
  ],
);

export const failures = sqliteTable(
  "failures",
  {
    id: text("id").primaryKey(),
    runId: text("run_id").notNull(),
    treeId: text("tree_id")
      .notNull()
      .references(() => trees.id, { onDelete: "cascade" }),
    path: text("path").notNull(),
    role: text("role").notNull(),
    code: text("code").notNull(),
    message: text("message").notNull(),
    attempts: integer("attempts").notNull(),
    at: when("at").notNull(),
  },
  (table) => [
    uniqueIndex("failures_tree_path").on(table.treeId, table.path),
    index("failures_run").on(table.runId),
  ],
);

export const overrides = sqliteTable(
  "overrides",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    nodeId: text("node_id")
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    runId: text("run_id").notNull(),
    verdict: text("verdict").$type<Verdict>(),
    author: text("author"),
    reason: text("reason"),
    at: when("at").notNull(),
  },
  (table) => [index("overrides_node").on(table.nodeId)],
);

export const decisions = sqliteTable(
  "decisions",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    chosenNodeId: text("chosen_node_id").notNull(),
    rejectedNodeId: text("rejected_node_id").notNull(),
    verdict: text("verdict").$type<stored.DecisionVerdict>().notNull(),
    reason: text("reason"),
    author: text("author"),
    blind: flag("blind"),
    leftNodeId: text("left_node_id"),
    bulk: flag("bulk"),
    at: when("at").notNull(),
    sample: json("sample").$type<stored.StoredSample>(),
    ms: integer("ms"),
    settles: flag("settles"),
  },
  (table) => [
    index("decisions_run").on(table.runId, table.id),
    index("decisions_chosen").on(table.chosenNodeId),
  ],
);

export const currentDecisions = sqliteTable(
  "current_decisions",
  {
    chosenNodeId: text("chosen_node_id").notNull(),
    rejectedNodeId: text("rejected_node_id").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    verdict: text("verdict").$type<stored.StandingVerdict>().notNull(),
    reason: text("reason"),
    author: text("author"),
    at: when("at").notNull(),
    settles: flag("settles"),
    isConflict: flag("is_conflict"),
  },
  (table) => [
    primaryKey({ name: "current_decisions_pair", columns: [table.chosenNodeId, table.rejectedNodeId] }),
    index("current_decisions_run").on(table.runId, table.verdict),
  ],
);

export const dataExports = sqliteTable("exports", {
  id: text("id").primaryKey(),
  status: text("status").$type<stored.ExportStatus>().notNull(),
  progress: real("progress").notNull(),
  message: text("message"),
  recipe: json("recipe").$type<stored.Json>().notNull(),
  recipeHash: text("recipe_hash").notNull(),
  runs: json("runs").$type<readonly stored.ExportRun[]>().notNull(),
  files: json("files").$type<readonly stored.ExportFile[]>().notNull(),
  manifest: json("manifest").$type<stored.Json>(),
  rows: integer("rows").notNull(),
  bytes: integer("bytes"),
  createdAt: when("created_at").notNull(),
});

/** How the Hugging Face Hub is reached: at most one row. The token is sealed, or named in the environment. */
export const hubAccess = sqliteTable("hub_access", {
  id: text("id").primaryKey(),
  token: text("token"),
  tokenEnv: text("token_env"),
});

export const hubPushes = sqliteTable(
  "hub_pushes",
  {
    id: text("id").primaryKey(),
    exportId: text("export_id")
      .notNull()
      .references(() => dataExports.id, { onDelete: "cascade" }),
    hubUrl: text("hub_url").notNull(),
    repo: text("repo").notNull(),
    isPrivate: flag("is_private").notNull(),
    status: text("status").$type<stored.HubPushStatus>().notNull(),
    progress: real("progress").notNull(),
    message: text("message"),
    url: text("url"),
    createdAt: when("created_at").notNull(),
  },
  (push) => [index("hub_pushes_export").on(push.exportId, push.createdAt)],
);

/** Asking a model about the answers of a run that the judge could not tell; its own costs, apart from the run's. */
export const voteTasks = sqliteTable(
  "vote_tasks",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    endpointId: text("endpoint_id").notNull(),
    baseUrl: text("base_url").notNull(),
    model: text("model").notNull(),
    promptVersion: text("prompt_version").notNull(),
    maxTokens: integer("max_tokens").notNull(),
    temperature: real("temperature").notNull(),
    again: flag("again").notNull(),
    leafLimit: integer("leaf_limit"),
    budgetUsd: real("budget_usd"),
    status: text("status").$type<stored.VoteTaskStatus>().notNull(),
    message: text("message"),
    leavesTotal: count("leaves_total"),
    leavesFailed: count("leaves_failed"),
    leavesSkipped: count("leaves_skipped"),
    correct: count("correct"),
    incorrect: count("incorrect"),
    unknown: count("unknown"),
    requests: count("requests"),
    retries: count("retries"),
    promptTokens: count("prompt_tokens"),
    completionTokens: count("completion_tokens"),
    costUsd: real("cost_usd").notNull().default(0),
    mayHaveBeenCharged: count("may_have_been_charged"),
    createdAt: when("created_at").notNull(),
    finishedAt: when("finished_at"),
  },
  (table) => [index("vote_tasks_run").on(table.runId, table.id)],
);

/** What a model said of one answer, with what it was asked. Beside the judge's verdict, never in its place. */
export const votes = sqliteTable(
  "votes",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    treeId: text("tree_id").notNull(),
    nodeId: text("node_id")
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    taskId: text("task_id").notNull(),
    endpointId: text("endpoint_id").notNull(),
    baseUrl: text("base_url").notNull(),
    model: text("model").notNull(),
    answeredBy: text("answered_by"),
    promptVersion: text("prompt_version").notNull(),
    temperature: real("temperature"),
    maxTokens: integer("max_tokens").notNull(),
    vote: text("vote").$type<Verdict>().notNull(),
    finishReason: text("finish_reason"),
    promptTokens: integer("prompt_tokens").notNull(),
    completionTokens: integer("completion_tokens").notNull(),
    isEstimated: flag("is_estimated").notNull(),
    costUsd: real("cost_usd").notNull(),
    latencyMs: real("latency_ms").notNull(),
    requestId: text("request_id"),
    createdAt: when("created_at").notNull(),
    messages: json("messages").$type<readonly Message[]>().notNull(),
    text: text("text").notNull(),
    reasoning: text("reasoning"),
  },
  (table) => [index("votes_node").on(table.nodeId, table.id), index("votes_run").on(table.runId, table.id)],
);

/** One row for each node whose words are in the full-text index; what holds the words differs, see search.ts. */
export const searchEntries = sqliteTable(
  "search_entries",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    nodeId: text("node_id")
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    treeId: text("tree_id").notNull(),
    runId: text("run_id").notNull(),
  },
  (table) => [
    uniqueIndex("search_entries_node").on(table.nodeId),
    index("search_entries_tree").on(table.treeId),
  ],
);

/** Judging a run again: what would change, and whether it was applied, undone or given up. */
export const rejudgings = sqliteTable(
  "rejudgings",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    status: text("status").$type<stored.RejudgingStatus>().notNull(),
    from: json("from_judge").$type<stored.StoredRunJudge>(),
    to: json("to_judge").$type<stored.StoredRunJudge>().notNull(),
    nodesSeen: integer("nodes_seen").notNull(),
    treesTotal: integer("trees_total").notNull(),
    treesDone: integer("trees_done").notNull(),
    nextPosition: integer("next_position").notNull(),
    counts: json("counts").$type<stored.RejudgingCounts>().notNull(),
    author: text("author"),
    message: text("message"),
    createdAt: when("created_at").notNull(),
    appliedAt: when("applied_at"),
    undoneAt: when("undone_at"),
  },
  (table) => [index("rejudgings_run").on(table.runId, table.createdAt)],
);

/** The judged nodes of which a rejudging says something else, the judge's version aside; what it was and what it becomes. */
export const judgeChanges = sqliteTable(
  "judge_changes",
  {
    rejudgingId: text("rejudging_id")
      .notNull()
      .references(() => rejudgings.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    pathKey: text("path_key").notNull(),
    nodeId: text("node_id").notNull(),
    treeId: text("tree_id").notNull(),
    path: text("path").notNull(),
    role: text("role").notNull(),
    fromVerdict: text("from_verdict").$type<Verdict>(),
    toVerdict: text("to_verdict").$type<Verdict>().notNull(),
    reason: text("reason").notNull(),
    isOverridden: flag("is_overridden").notNull(),
    before: json("before").$type<stored.StoredJudging>().notNull(),
    after: json("after").$type<stored.StoredJudging>().notNull(),
  },
  (table) => [
    primaryKey({
      name: "judge_changes_place",
      columns: [table.rejudgingId, table.position, table.pathKey],
    }),
  ],
);

/** The trees that a rejudging went through; of nodes where nothing but the judge's version changes, the version before. */
export const rejudgedTrees = sqliteTable(
  "rejudged_trees",
  {
    rejudgingId: text("rejudging_id")
      .notNull()
      .references(() => rejudgings.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    treeId: text("tree_id").notNull(),
    stamps: json("stamps").$type<stored.VersionStamps>().notNull(),
  },
  (table) => [primaryKey({ name: "rejudged_trees_place", columns: [table.rejudgingId, table.position] })],
);

/** Server and workers that are alive say so every few seconds; on SQLite there is one process and no row. */
export const processes = sqliteTable("processes", {
  id: text("id").primaryKey(),
  kind: text("kind").$type<stored.ProcessKind>().notNull(),
  host: text("host").notNull(),
  pid: integer("pid").notNull(),
  startedAt: when("started_at").notNull(),
  seenAt: when("seen_at").notNull(),
});

/** One row for each request under way, written before it is sent: what a killed process may have been charged for. */
export const attempts = sqliteTable(
  "attempts",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    treeId: text("tree_id").notNull(),
    paths: json("paths").$type<readonly string[]>().notNull(),
    endpointId: text("endpoint_id").notNull(),
    owner: text("owner").notNull(),
    since: when("since").notNull(),
    tokens: integer("tokens").notNull(),
    usd: real("usd").notNull(),
  },
  (table) => [index("attempts_run").on(table.runId), index("attempts_owner").on(table.owner)],
);

/** What each live process takes of an endpoint's limits. `granted` counts requests at once, `rate` is a share of those a minute. */
export const endpointShares = sqliteTable(
  "endpoint_shares",
  {
    endpointId: text("endpoint_id").notNull(),
    /** Names the server behind it: endpoints of one address and key share its limits. */
    gate: text("gate").notNull().default(""),
    processId: text("process_id")
      .notNull()
      .references(() => processes.id, { onDelete: "cascade" }),
    demand: integer("demand").notNull(),
    granted: integer("granted").notNull(),
    rate: real("rate").notNull(),
    rateHeld: real("rate_held").notNull(),
    rateHeldUntil: when("rate_held_until"),
    closedUntil: when("closed_until"),
    closedReason: text("closed_reason"),
  },
  (table) => [
    primaryKey({ name: "endpoint_shares_place", columns: [table.endpointId, table.processId] }),
    index("endpoint_shares_process").on(table.processId),
    index("endpoint_shares_gate").on(table.gate),
  ],
);

/** What a run owes for machines priced by the hour: its share of the time while it grew on a model of an endpoint. */
export const machineTimes = sqliteTable(
  "machine_times",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    endpointId: text("endpoint_id").notNull(),
    model: text("model").notNull(),
    seconds: real("seconds").notNull(),
    usd: real("usd").notNull(),
  },
  (table) => [
    primaryKey({ name: "machine_times_place", columns: [table.runId, table.endpointId, table.model] }),
  ],
);

/** Until when the time of a machine priced by the hour has been shared out. */
export const machineClocks = sqliteTable(
  "machine_clocks",
  {
    endpointId: text("endpoint_id")
      .notNull()
      .references(() => endpoints.id, { onDelete: "cascade" }),
    model: text("model").notNull(),
    countedUntil: when("counted_until").notNull(),
  },
  (table) => [primaryKey({ name: "machine_clocks_place", columns: [table.endpointId, table.model] })],
);

/** Leaves that the judge may have misjudged, best first by `rank`, and what turning each one would change. */
export const suspicions = sqliteTable(
  "suspicions",
  {
    nodeId: text("node_id")
      .primaryKey()
      .references(() => nodes.id, { onDelete: "cascade" }),
    runId: text("run_id").notNull(),
    treeId: text("tree_id").notNull(),
    position: integer("position").notNull(),
    pathKey: text("path_key").notNull(),
    signal: text("signal").notNull(),
    signals: json("signals").$type<readonly stored.StoredSignal[]>().notNull(),
    rank: integer("rank").notNull(),
    /** Equal for leaves of one run with the same gold, answer and verdict; null where there is no answer. */
    alikeKey: text("alike_key"),
    turnsTo: text("turns_to").$type<Verdict>().notNull(),
    values: count("values_turned"),
    labels: count("labels_turned"),
    pairsAdded: count("pairs_added"),
    pairsRemoved: count("pairs_removed"),
  },
  (table) => [
    index("suspicions_run_rank").on(table.runId, table.rank, table.position, table.pathKey),
    index("suspicions_run_signal").on(
      table.runId,
      table.signal,
      table.rank,
      table.position,
      table.pathKey,
      table.labels,
      table.pairsAdded,
      table.pairsRemoved,
    ),
    index("suspicions_alike").on(table.runId, table.alikeKey),
    index("suspicions_tree").on(table.treeId),
  ],
);

/** What people did in the audit of a run, each step with what it takes to undo it; append only. */
export const auditActions = sqliteTable(
  "audit_actions",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    kind: text("kind").$type<stored.AuditKind>().notNull(),
    verdict: text("verdict").$type<Verdict>(),
    changes: json("changes").$type<readonly stored.StoredTurn[]>().notNull(),
    undoes: integer("undoes"),
    author: text("author"),
    reason: text("reason"),
    at: when("at").notNull(),
  },
  (table) => [index("audit_actions_run").on(table.runId, table.id)],
);

/** What people said of golds, and what they mended; append only, `questions.gold_mark` and `.gold` say what stands. */
export const goldMarks = sqliteTable(
  "gold_marks",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    questionId: text("question_id")
      .notNull()
      .references(() => questions.id, { onDelete: "cascade" }),
    /** Where it was said; a question may be in several runs. */
    runId: text("run_id"),
    kind: text("kind").$type<stored.GoldMarkKind>().notNull(),
    goldBefore: text("gold_before").notNull(),
    goldAfter: text("gold_after").notNull(),
    changes: json("changes").$type<readonly stored.StoredRegrade[]>().notNull(),
    undoes: integer("undoes"),
    author: text("author"),
    reason: text("reason"),
    at: when("at").notNull(),
  },
  (table) => [
    index("gold_marks_question").on(table.questionId, table.id),
    index("gold_marks_run").on(table.runId, table.id),
  ],
);

/** A random sample of a run's leaves, so many of each verdict, for people to judge without seeing the judge's word. */
export const auditSamples = sqliteTable(
  "audit_samples",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    seed: integer("seed").notNull(),
    perVerdict: integer("per_verdict").notNull(),
    /** Leaves of the run by the judge's verdict at the time. */
    counts: json("counts").$type<stored.VerdictCounts>().notNull(),
    nodesSeen: integer("nodes_seen").notNull(),
    judge: json("judge").$type<stored.StoredRunJudge>(),
    author: text("author"),
    createdAt: when("created_at").notNull(),
  },
  (table) => [index("audit_samples_run").on(table.runId, table.createdAt)],
);

export const auditSampleLeaves = sqliteTable(
  "audit_sample_leaves",
  {
    sampleId: text("sample_id")
      .notNull()
      .references(() => auditSamples.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    nodeId: text("node_id")
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    treeId: text("tree_id").notNull(),
    /** The judge's at the time: the stratum. */
    verdict: text("verdict").$type<Verdict>().notNull(),
  },
  (table) => [
    primaryKey({ name: "audit_sample_leaves_place", columns: [table.sampleId, table.ordinal] }),
    index("audit_sample_leaves_node").on(table.nodeId),
  ],
);

/** What people said of sampled leaves without having seen the judge's word; null takes one's own word back. Append only. */
export const blindVerdicts = sqliteTable(
  "blind_verdicts",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    sampleId: text("sample_id")
      .notNull()
      .references(() => auditSamples.id, { onDelete: "cascade" }),
    nodeId: text("node_id")
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    verdict: text("verdict").$type<Verdict>(),
    author: text("author").notNull(),
    at: when("at").notNull(),
  },
  (table) => [
    index("blind_verdicts_sample").on(table.sampleId, table.id),
    index("blind_verdicts_node").on(table.nodeId),
  ],
);

/** The first prompts of each role of a run as the endpoint's own tokenizer read them when they were sampled from. */
export const promptIds = sqliteTable(
  "prompt_ids",
  {
    treeId: text("tree_id")
      .notNull()
      .references(() => trees.id, { onDelete: "cascade" }),
    parentPath: text("parent_path").notNull(),
    role: text("role").notNull(),
    runId: text("run_id").notNull(),
    model: text("model").notNull(),
    messages: json("messages").$type<readonly Message[]>().notNull(),
    ids: json("ids").$type<readonly number[]>().notNull(),
  },
  (table) => [
    primaryKey({ name: "prompt_ids_place", columns: [table.treeId, table.parentPath, table.role] }),
    index("prompt_ids_run").on(table.runId, table.role),
  ],
);
