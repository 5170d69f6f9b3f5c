import { z } from "zod";
import { createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import { Recipe } from "../export/recipe.ts";
import { describeOperation, type OperationParts } from "./describe-operation.ts";
import * as agreement from "./wire/agreement.ts";
import * as audit from "./wire/audit.ts";
import * as common from "./wire/common.ts";
import * as compare from "./wire/compare.ts";
import * as credit from "./wire/credit.ts";
import * as datasets from "./wire/datasets.ts";
import * as endpoints from "./wire/endpoints.ts";
import * as exportRows from "./wire/export-rows.ts";
import * as exports from "./wire/exports.ts";
import * as golds from "./wire/golds.ts";
import * as hub from "./wire/hub.ts";
import * as rules from "./wire/judge-rules.ts";
import * as judge from "./wire/judge.ts";
import * as limits from "./wire/limits.ts";
import * as nodes from "./wire/nodes.ts";
import * as pairs from "./wire/pairs.ts";
import * as protocols from "./wire/protocols.ts";
import * as trials from "./wire/rule-trials.ts";
import * as rejudgings from "./wire/rejudgings.ts";
import * as runChecks from "./wire/run-checks.ts";
import * as runs from "./wire/runs.ts";
import * as trees from "./wire/trees.ts";
import * as usage from "./wire/usage.ts";
import * as votes from "./wire/votes.ts";
import * as words from "./wire/words.ts";

const upload = z.object({ file: z.string().meta({ format: "binary" }) });
const runAction = (summary: string) => ({ post: [summary, { answer: runs.Run }] }) as const;

type Method = "get" | "post" | "put" | "patch" | "delete";
const table: Record<string, Partial<Record<Method, readonly [summary: string, parts: OperationParts]>>> = {
  "/api/health": { get: ["Whether it is ready", { answer: common.Health }] },
  "/metrics": { get: ["Prometheus text", { answer: "text/plain" }] },
  "/api/protocols": { get: ["Ways to grow a tree", { answer: protocols.ProtocolList }] },
  "/api/datasets": {
    get: ["Data sets, newest first", { query: common.PageQuery, answer: datasets.DatasetList }],
    post: [
      "Add a data set from a file",
      { form: upload.extend(datasets.DatasetFields.shape), answer: datasets.Dataset, status: 201 },
    ],
  },
  "/api/datasets/{datasetId}": {
    get: ["A data set", { answer: datasets.Dataset }],
    delete: ["Delete a data set that no run uses", { answer: null }],
  },
  "/api/datasets/{datasetId}/gold-problems": {
    get: [
      "Its questions whose gold cannot be read",
      { query: common.PageQuery, answer: golds.GoldProblemList },
    ],
  },
  "/api/datasets/{datasetId}/gold-check": {
    post: ["Read its golds again, by the rule that counts", { answer: datasets.Dataset }],
  },
  "/api/datasets/{datasetId}/rules": {
    get: ["The versions of its rule, newest first", { answer: rules.RuleVersionList }],
    post: [
      "Add a version, by which new runs judge; its golds are read by it",
      { body: rules.RuleCreate, answer: rules.RuleVersion, status: 201 },
    ],
    put: [
      "Go back to a version, or to the task's own judge",
      { body: rules.RuleChoice, answer: datasets.Dataset },
    ],
  },
  "/api/datasets/{datasetId}/rules/try": {
    post: ["What a rule would say; nothing is stored", { body: trials.RuleTry, answer: trials.RuleTried }],
  },
  "/api/datasets/{datasetId}/questions": {
    get: ["Its questions, in order", { query: datasets.QuestionQuery, answer: datasets.QuestionList }],
  },
  "/api/endpoints": {
    get: ["Endpoints, newest first", { query: common.PageQuery, answer: endpoints.EndpointList }],
    post: ["Add an endpoint", { body: endpoints.EndpointCreate, answer: endpoints.Endpoint, status: 201 }],
  },
  "/api/endpoints/{endpointId}": {
    get: ["An endpoint, without its key", { answer: endpoints.Endpoint }],
    patch: [
      "Change an endpoint; what is left out stays",
      { body: endpoints.EndpointPatch, answer: endpoints.Endpoint },
    ],
    delete: ["Delete an endpoint that no unfinished run uses", { answer: null }],
  },
  "/api/endpoints/{endpointId}/probe": {
    post: ["Ask it who it is", { query: endpoints.ProbeQuery, answer: endpoints.Probe }],
  },
  "/api/endpoints/{endpointId}/limit": {
    get: ["How many requests it is asked at once, over time", { answer: limits.EndpointLimit }],
  },
  "/api/endpoints/{endpointId}/try-now": {
    post: ["Ask it once now instead of waiting", { answer: limits.EndpointLimit }],
  },
  "/api/runs": {
    get: ["Runs, newest first", { query: runs.RunQuery, answer: runs.RunList }],
    post: ["Start a run", { body: runs.RunCreate, answer: runs.Run, status: 201 }],
  },
  "/api/runs/estimate": {
    post: ["What a run would cost", { body: runs.RunCreate, answer: runs.RunEstimate }],
  },
  "/api/runs/check": {
    post: [
      "What could go wrong with a run; asks endpoints for their models only",
      { body: runs.RunCreate, answer: runChecks.RunChecks },
    ],
  },
  "/api/runs/import": {
    post: [
      "Import a trees file, or trajectories of another tool, as a run",
      { form: upload, answer: runs.ImportedRun, status: 201 },
    ],
  },
  "/api/compare": {
    get: [
      "Two runs beside each other: differences, paired changes, flips",
      { query: compare.CompareQuery, answer: compare.Comparison },
    ],
  },
  "/api/compare/questions": {
    get: [
      "The questions that two runs share, with both trees",
      { query: compare.ComparedQuestionsQuery, answer: compare.ComparedQuestionList },
    ],
  },
  "/api/runs/{runId}": {
    get: ["A run", { answer: runs.Run }],
    patch: [
      "Change name, budget or threshold, or let other endpoints stand in",
      { body: runs.RunPatch, answer: runs.Run },
    ],
    delete: ["Delete a run that does not grow", { answer: null }],
  },
  "/api/runs/{runId}/pause": runAction("Start nothing more; what is under way is stored"),
  "/api/runs/{runId}/resume": runAction("Go on where it stopped"),
  "/api/runs/{runId}/trial": {
    get: ["What its one question came to, and the whole run at that rate", { answer: runChecks.RunTrial }],
    post: ["Grow one question of a paused run and pause again", { answer: runs.Run }],
  },
  "/api/runs/{runId}/cancel": runAction("End it with what it has"),
  "/api/runs/{runId}/retry": runAction("Ask for its failed parts again"),
  "/api/runs/{runId}/judge-again": {
    get: ["By what a run is judged, and when it was judged again", { answer: rejudgings.JudgeAgain }],
  },
  "/api/runs/{runId}/judge-again/preview": {
    post: [
      "Begin to find out what judging its stored answers again would change",
      { body: rejudgings.RejudgePreview, answer: rejudgings.Rejudging, status: 202 },
    ],
  },
  "/api/runs/{runId}/judge-again/{rejudgingId}": {
    get: ["How far it is and what it counts", { answer: rejudgings.Rejudging }],
  },
  "/api/runs/{runId}/judge-again/{rejudgingId}/changes": {
    get: [
      "The answers of which it says something else",
      { query: rejudgings.JudgeChangeQuery, answer: rejudgings.JudgeChangeList },
    ],
  },
  "/api/runs/{runId}/judge-again/{rejudgingId}/apply": {
    post: [
      "Begin to store what the preview found",
      { body: rejudgings.RejudgeApply, answer: rejudgings.Rejudging, status: 202 },
    ],
  },
  "/api/runs/{runId}/judge-again/{rejudgingId}/undo": {
    post: ["Begin to put back what was there before", { answer: rejudgings.Rejudging, status: 202 }],
  },
  "/api/runs/{runId}/judge-again/{rejudgingId}/cancel": {
    post: ["Give a preview up", { answer: rejudgings.Rejudging }],
  },
  "/api/runs/{runId}/audit": {
    get: [
      "Its leaves that the judge may have misjudged, best first",
      { query: audit.AuditQuery, answer: audit.AuditQueue },
    ],
  },
  "/api/runs/{runId}/audit/leaves/{nodeId}": {
    get: ["One leaf as the audit shows it", { answer: audit.AuditedLeaf }],
  },
  "/api/runs/{runId}/audit/alike": {
    post: [
      "The leaves with the same gold, answer and verdict, and what turning all would change; stores nothing",
      { body: audit.AlikeAsk, answer: audit.AlikeView },
    ],
  },
  "/api/runs/{runId}/audit/verdicts": {
    post: ["Override one leaf or many as one step", { body: audit.AuditVerdicts, answer: audit.AuditTurn }],
  },
  "/api/runs/{runId}/audit/history": {
    get: [
      "What people did in the audit, newest first",
      { query: audit.AuditHistoryQuery, answer: audit.AuditHistory },
    ],
  },
  "/api/runs/{runId}/audit/undo": {
    post: ["Take a step of the audit back", { body: audit.AuditUndo, answer: audit.AuditHistory }],
  },
  "/api/runs/{runId}/audit/golds": {
    get: ["Its questions whose gold is marked wrong", { answer: audit.MarkedQuestions }],
  },
  "/api/runs/{runId}/audit/golds/{questionId}/mark": {
    post: [
      "Mark a gold as wrong, or take that back; marked questions are in no export of rows",
      { body: audit.GoldMark, answer: audit.MarkedQuestions },
    ],
  },
  "/api/runs/{runId}/audit/golds/{questionId}/preview": {
    post: [
      "What judging the question's stored answers by another gold would change; stores nothing",
      { body: audit.GoldPreview, answer: audit.MendPreview },
    ],
  },
  "/api/runs/{runId}/audit/golds/{questionId}/mend": {
    post: [
      "Put another gold in place and judge the question's stored answers by it",
      { body: audit.GoldMend, answer: audit.MendPreview },
    ],
  },
  "/api/runs/{runId}/audit/sample": {
    get: [
      "The blind sample, what it says of the judge, and its next leaves for an author",
      { query: audit.SampleQuery, answer: audit.SampleState },
    ],
    post: [
      "Draw a random sample of so many leaves of each verdict",
      { body: audit.SampleDraw, answer: audit.SampleState, status: 201 },
    ],
  },
  "/api/runs/{runId}/audit/sample/verdicts": {
    post: [
      "Say what a sampled leaf is; the answer shows the judge's word",
      { body: audit.BlindSay, answer: audit.BlindSaid },
    ],
  },
  "/api/runs/{runId}/events": {
    get: ["Server-Sent Events: progress, tree, notice", { answer: "text/event-stream" }],
  },
  "/api/runs/{runId}/trees": { get: ["Its trees", { query: runs.TreesQuery, answer: runs.TreeList }] },
  "/api/runs/{runId}/trees/counts": {
    get: [
      "Trees by filter",
      { query: runs.TreeSearchQuery.omit({ filter: true, sort: true }), answer: runs.TreeCounts },
    ],
  },
  "/api/runs/{runId}/trees/order": {
    get: [
      "The places of all trees that fit, sorted",
      { query: runs.TreeSearchQuery, answer: runs.TreeOrder },
    ],
  },
  "/api/runs/{runId}/trees/rows": {
    get: ["Its trees at some places, in run order", { query: runs.TreeRowsQuery, answer: runs.TreeRows }],
  },
  "/api/runs/{runId}/trees/facets": {
    get: [
      "By what its questions can be told apart, and the trees behind each value",
      { query: runs.TreeSearchQuery.omit({ sort: true }), answer: runs.TreeFacets },
    ],
  },
  "/api/runs/{runId}/bundle.html": {
    get: [
      "Its trees, or those chosen, as one HTML file that needs no network",
      { query: runs.BundleQuery, answer: "text/html" },
    ],
  },
  "/api/runs/{runId}/nodes.parquet": {
    get: [
      "Every node with values, labels and tokens, as Parquet",
      { answer: "application/vnd.apache.parquet" },
    ],
  },
  "/api/runs/{runId}/pairs.parquet": {
    get: ["Every pair with values and decisions, as Parquet", { answer: "application/vnd.apache.parquet" }],
  },
  "/api/runs/{runId}/values": { get: ["Distinct exact values by role", { answer: runs.RunValues }] },
  "/api/runs/{runId}/credit": {
    get: [
      "Pairs expected by chance, reversed ones, which role decides, what became of early answers",
      { query: credit.CreditQuery, answer: credit.RunCredit },
    ],
  },
  "/api/runs/{runId}/usage": {
    get: ["Tokens and dollars by role and machine, and what a pair costs", { answer: usage.RunUsage }],
  },
  "/api/runs/{runId}/pairs": {
    get: ["Its preference pairs", { query: pairs.PairsQuery, answer: pairs.PairList }],
  },
  "/api/runs/{runId}/pairs/counts": {
    get: [
      "Pairs by state",
      {
        query: pairs.PairsQuery.omit({ state: true, sort: true, seed: true, cursor: true, limit: true }),
        answer: pairs.PairCounts,
      },
    ],
  },
  "/api/runs/{runId}/pairs/vanished": {
    get: ["Decided pairs that are none now", { query: common.PageQuery, answer: pairs.PairList }],
  },
  "/api/runs/{runId}/agreement": {
    get: ["How far annotators agree with each other and with credit", { answer: agreement.Agreement }],
  },
  "/api/runs/{runId}/annotators": {
    get: ["Who decided how many pairs, and in what time", { answer: agreement.AnnotatorList }],
  },
  "/api/runs/{runId}/words.jsonl": {
    get: ["All that people said of it, to be merged where the same run is", { answer: "application/jsonl" }],
  },
  "/api/runs/{runId}/words/preview": {
    post: ["What merging a words file would do; stores nothing", { form: upload, answer: words.WordsMerge }],
  },
  "/api/runs/{runId}/words": {
    post: ["Merge what people said elsewhere of the same run", { form: upload, answer: words.WordsMerge }],
  },
  "/api/runs/{runId}/decisions": {
    get: ["The history of decisions", { query: common.PageQuery, answer: pairs.DecisionList }],
    post: ["Decide on pairs, all or none", { body: pairs.DecisionsPost, answer: pairs.DecisionsSaved }],
  },
  "/api/runs/{runId}/decisions/bulk": {
    post: [
      "One verdict for all pairs that a filter matches",
      { body: pairs.BulkPost, answer: pairs.BulkSaved },
    ],
  },
  "/api/runs/{runId}/decisions/bulk/undo": {
    post: ["Take a bulk step back", { body: pairs.BulkUndo, answer: pairs.BulkUndone }],
  },
  "/api/runs/{runId}/votes": {
    get: ["What models said of its unknown leaves", { query: votes.VotesQuery, answer: votes.VoteList }],
    post: [
      "Ask a model about its unknown leaves; no verdict changes",
      { body: votes.VotesPost, answer: votes.VoteTask, status: 202 },
    ],
  },
  "/api/runs/{runId}/votes/estimate": {
    post: [
      "What asking would take, and what would be sent",
      { body: votes.VotesPost, answer: votes.VoteEstimate },
    ],
  },
  "/api/runs/{runId}/votes/cancel": {
    post: ["Ask nothing more; what is under way is stored", { answer: votes.VoteTask }],
  },
  "/api/runs/{runId}/votes/tasks": {
    get: ["Its askings, newest first", { query: common.PageQuery, answer: votes.VoteTaskList }],
  },
  "/api/nodes/{nodeId}/votes": {
    get: [
      "What models said of a node, newest first",
      { query: common.PageQuery, answer: votes.NodeVoteList },
    ],
  },
  "/api/trees/{treeId}": {
    get: ["A tree with its nodes and their credit", { query: credit.CreditQuery, answer: trees.Tree }],
  },
  "/api/trees/{treeId}/neighbours": {
    get: [
      "The trees beside it in a filtered and sorted list of its run",
      { query: runs.TreeSearchQuery, answer: runs.TreeNeighbours },
    ],
  },
  "/api/trees/{treeId}/exports": {
    get: ["In which finished exports its nodes stand, and as what", { answer: exportRows.TreeExports }],
  },
  "/api/nodes/{nodeId}": {
    get: ["A node with its question and what was judged of it", { answer: nodes.NodeInPlace }],
  },
  "/api/nodes/{nodeId}/prompt": { get: ["The messages a node was asked with", { answer: trees.NodePrompt }] },
  "/api/nodes/{nodeId}/override": {
    put: [
      "A person's verdict on a leaf; null takes it away",
      { body: trees.OverridePut, answer: trees.OverrideResult },
    ],
  },
  "/api/judge": { post: ["Judge pasted texts", { body: judge.JudgePost, answer: judge.JudgeResult }] },
  "/api/exports": {
    get: ["Exports, newest first", { query: exports.ExportsQuery, answer: exports.ExportList }],
    post: ["Build an export", { body: Recipe, answer: exports.ExportCreated, status: 202 }],
  },
  "/api/exports/preview": {
    post: ["What a recipe would give", { body: Recipe, answer: exports.ExportPreview }],
  },
  "/api/exports/effects": {
    post: ["What each policy would do to a recipe's rows", { body: Recipe, answer: exports.PolicyEffects }],
  },
  "/api/exports/{exportId}": { get: ["An export", { answer: exports.Export }] },
  "/api/exports/{exportId}/rows": {
    get: [
      "The rows of one of its files, each with where it comes from",
      { query: exportRows.ExportRowQuery, answer: exportRows.ExportRowList },
    ],
  },
  "/api/exports/{exportId}/diff": {
    get: [
      "What another export has that it has not, and the other way round",
      { query: exportRows.ExportDiffQuery, answer: exportRows.ExportDiff },
    ],
  },
  "/api/exports/{exportId}/pushes": {
    get: [
      "Its pushes to the Hugging Face Hub, newest first",
      { query: common.PageQuery, answer: hub.HubPushList },
    ],
    post: [
      "Push its files to a data set on the Hub",
      { body: hub.HubPushPost, answer: hub.HubPush, status: 202 },
    ],
  },
  "/api/exports/{exportId}/pushes/{pushId}/cancel": {
    post: ["Break a push off", { answer: hub.HubPush }],
  },
  "/api/hub": {
    get: ["How the Hub is reached, without the token", { answer: hub.HubAccess }],
    put: [
      "Keep a token for the Hub, or name its variable",
      { body: hub.HubAccessPut, answer: hub.HubAccess },
    ],
  },
  "/api/exports/{exportId}/download": { get: ["Its zip", { answer: "application/zip" }] },
};

export type DescribedRoute = {
  readonly path: string;
  readonly method: Method;
  readonly status: number;
} & Pick<OperationParts, "answer">;

/** Every path and method that the document describes, with its answer; tests hold routes and answers against it. */
export const describedRoutes: readonly DescribedRoute[] = Object.entries(table).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, [, { answer, status = 200 }]]) => ({
    path,
    method: method as Method,
    answer,
    status,
  })),
);

/** The OpenAPI 3.1 document, made from the schemas that validate. */
export function openApiDocument(version: string): object {
  const paths: ZodOpenApiPathsObject = Object.fromEntries(
    Object.entries(table).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, [summary, parts]]) => [
          method,
          describeOperation(path, summary, parts),
        ]),
      ),
    ]),
  );
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Malthouse",
      version,
      description: "Grow reasoning trees, read the credit, curate pairs, ship data sets.",
    },
    paths,
  });
}
