import type * as pg from "./schema.pg.ts";

/** A stored row of each table, the same on both dialects. */
export type DatasetRow = typeof pg.datasets.$inferSelect;
export type JudgeRuleRow = typeof pg.judgeRules.$inferSelect;
export type QuestionRow = typeof pg.questions.$inferSelect;
export type EndpointRow = typeof pg.endpoints.$inferSelect;
export type RunRow = typeof pg.runs.$inferSelect;
export type TreeRow = typeof pg.trees.$inferSelect;
export type RoleCountRow = typeof pg.roleCounts.$inferSelect;
export type NodeRow = typeof pg.nodes.$inferSelect;
/** A node without its long columns: reading many of these touches no text. */
export type NodeShape = Omit<NodeRow, "text" | "reasoning">;
export type FailureRow = typeof pg.failures.$inferSelect;
export type DecisionRow = typeof pg.decisions.$inferSelect;
export type CurrentDecisionRow = typeof pg.currentDecisions.$inferSelect;
export type ExportRow = typeof pg.dataExports.$inferSelect;
export type HubAccessRow = typeof pg.hubAccess.$inferSelect;
export type HubPushRow = typeof pg.hubPushes.$inferSelect;
export type VoteRow = typeof pg.votes.$inferSelect;
export type VoteTaskRow = typeof pg.voteTasks.$inferSelect;
export type RejudgingRow = typeof pg.rejudgings.$inferSelect;
export type JudgeChangeRow = typeof pg.judgeChanges.$inferSelect;
export type RejudgedTreeRow = typeof pg.rejudgedTrees.$inferSelect;
export type AttemptRow = typeof pg.attempts.$inferSelect;
export type ProcessRow = typeof pg.processes.$inferSelect;
export type EndpointShareRow = typeof pg.endpointShares.$inferSelect;
export type MachineTimeRow = typeof pg.machineTimes.$inferSelect;
export type SuspicionRow = typeof pg.suspicions.$inferSelect;
export type AuditActionRow = typeof pg.auditActions.$inferSelect;
export type GoldMarkRow = typeof pg.goldMarks.$inferSelect;
export type AuditSampleRow = typeof pg.auditSamples.$inferSelect;
export type BlindVerdictRow = typeof pg.blindVerdicts.$inferSelect;
export type PromptIdsRow = typeof pg.promptIds.$inferSelect;
