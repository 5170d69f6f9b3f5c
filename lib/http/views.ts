import type { DatasetWithRuns } from "../../db/queries/datasets.ts";
import type { ListedTree } from "../../db/queries/list-trees.ts";
import type { ListedPair } from "../../db/queries/fill-pairs.ts";
import type { DecisionRow, EndpointRow, ExportRow, HubPushRow, QuestionRow } from "../../db/rows.ts";
import { formatFraction, subtract, toNumber } from "../core/fraction.ts";
import { storedFraction } from "../engine/credit.ts";
import { simulatorId } from "../engine/known-endpoints.ts";
import type { Dataset, DatasetQuestion } from "./wire/datasets.ts";
import type { Endpoint } from "./wire/endpoints.ts";
import type { Export } from "./wire/exports.ts";
import type { HubPush } from "./wire/hub.ts";
import { type GoldProblemItem, GoldProblemName } from "./wire/golds.ts";
import type { DecisionItem, PairItem } from "./wire/pairs.ts";
import type { TreeItem } from "./wire/runs.ts";

export const viewDataset = (row: DatasetWithRuns): Dataset => ({
  id: row.id,
  name: row.name,
  task: row.task,
  questionCount: row.questionCount,
  rejected: [...row.rejected],
  rejectedCount: row.rejectedCount,
  sha256: row.sha256,
  fileName: row.fileName,
  isSimulated: row.isSimulated,
  runCount: row.runCount,
  ruleVersion: row.ruleVersion,
  goldCheck: row.goldCheck,
  createdAt: row.createdAt.toISOString(),
});

export const viewQuestion = ({ id, position, text, gold, meta }: QuestionRow): DatasetQuestion => ({
  id,
  index: position,
  text,
  gold,
  meta: { ...meta },
});

/** A code that this version does not know is shown as a failed reading. */
export const viewGoldProblem = ({
  id,
  position,
  line,
  text,
  gold,
  goldProblem,
}: QuestionRow): GoldProblemItem => ({
  questionId: id,
  index: position,
  line,
  text,
  gold,
  problem: GoldProblemName.catch("failed").parse(goldProblem),
});

/** Never the key: only whether there is one. */
export const viewEndpoint = (row: EndpointRow): Endpoint => ({
  id: row.id,
  name: row.name,
  baseUrl: row.baseUrl,
  hasKey: row.apiKey !== null || row.apiKeyEnv !== null,
  apiKeyEnv: row.apiKeyEnv,
  maxConcurrency: row.maxConcurrency,
  requestsPerMinute: row.requestsPerMinute,
  tokensPerMinute: row.tokensPerMinute,
  timeoutSeconds: row.timeoutSeconds,
  prices: { ...row.prices },
  isSimulator: row.id === simulatorId,
  createdAt: row.createdAt.toISOString(),
});

export function viewTreeItem(row: ListedTree): TreeItem {
  const value = storedFraction(row.valueNumerator, row.valueDenominator);
  return {
    id: row.id,
    questionId: row.questionId,
    index: row.position,
    question: row.question,
    gold: row.gold,
    status: row.status,
    leaves: row.leaves,
    correctLeaves: row.correctLeaves,
    unknownLeaves: row.unknownLeaves,
    nodesDone: row.nodesDone,
    nodesTotal: row.nodesTotal,
    value: value && toNumber(value),
    valueText: value && formatFraction(value),
    values: Object.fromEntries(
      Object.entries(row.roleValues).map(([role, own]) => [
        role,
        own.map((pair) => pair && pair[0] / pair[1]),
      ]),
    ),
    pairs: { ...row.rolePairs },
    costUsd: row.costUsd,
    tokens: row.promptTokens + row.completionTokens,
    overrides: row.overrides,
    disagreements: row.disagreements,
    localDisagreements: row.localDisagreements,
    valueLine: row.valueLine ?? "",
    ...(row.matches === null ? {} : { matches: row.matches }),
  };
}

export function viewPair({ chosenValue, rejectedValue, decision, words, ...pair }: ListedPair): PairItem {
  const margin = subtract(chosenValue, rejectedValue);
  return {
    ...pair,
    margin: toNumber(margin),
    marginText: formatFraction(margin),
    chosenValue: toNumber(chosenValue),
    rejectedValue: toNumber(rejectedValue),
    decision: decision && viewWord(decision),
    words: words.flatMap((word) =>
      word.verdict === "clear" ? [] : [viewWord({ ...word, verdict: word.verdict })],
    ),
  };
}

const viewWord = ({
  at,
  settles,
  ...word
}: NonNullable<ListedPair["decision"]>): NonNullable<PairItem["decision"]> => ({
  ...word,
  settles: settles === true,
  at: at.toISOString(),
});

export const viewDecision = ({ runId: _, id, at, ...decision }: DecisionRow): DecisionItem => ({
  ...decision,
  id: String(id),
  at: at.toISOString(),
});

export const viewHubPush = ({ createdAt, ...push }: HubPushRow): HubPush => ({
  ...push,
  createdAt: createdAt.toISOString(),
});

export const viewExport = (row: ExportRow): Export => ({
  id: row.id,
  status: row.status,
  progress: row.progress,
  message: row.message,
  recipe: { ...row.recipe },
  recipeHash: row.recipeHash,
  files: [...row.files],
  manifest: row.manifest && { ...row.manifest },
  runs: [...row.runs],
  rows: row.rows,
  bytes: row.bytes,
  createdAt: row.createdAt.toISOString(),
});
