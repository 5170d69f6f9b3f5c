import { markdownTable } from "../markdown-table.ts";
import type { ChancePairs, RunFacts } from "../run-facts.ts";
import { sumChance } from "./sum-chance.ts";
import type { ContentReport } from "./start-report.ts";

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The card's section on what the rows are like, from the report that the preview shows. */
export function writeCardReport(contents: ContentReport, runs: readonly RunFacts[]): string {
  const { lengths, pairs, questions, nearDuplicates, truncated, unknown, restingOnUnknown, claims } =
    contents;
  if (lengths.length === 0) return "";
  const chance = sumChance(runs);
  const sections = [
    "## What the rows are like",
    ...(pairs.length > 0
      ? [
          "Pairs of the files, by gap between the two values; how often the longer text is the chosen one (95 % over questions); what people decided.",
          markdownTable(
            ["role", "pairs", "by gap", "chosen is longer", "tokens chosen / rejected", "decisions"],
            pairs.map(({ role, rows, margins, longerWon, chosenTokens, rejectedTokens, decisions }) => [
              role,
              rows,
              margins.map(({ margin, rows: some }) => `${margin.toFixed(2)}: ${some}`).join(", "),
              longerWon
                ? `${percent(longerWon.rate)} [${percent(longerWon.low)}–${percent(longerWon.high)}]`
                : "too few questions",
              `${Math.round(chosenTokens)} / ${Math.round(rejectedTokens)}`,
              Object.entries(decisions)
                .map(([verdict, some]) => `${verdict}: ${some}`)
                .join(", "),
            ]),
          ),
        ]
      : []),
    ...(chance.length > 0
      ? [
          "Pairs of all finished trees, before decisions and drops, beside the number if siblings were equal, and an estimate of those whose chosen side is in truth the worse.",
          markdownTable(["role", "pairs", "if siblings were equal", "reversed"], chance.map(chanceRow)),
        ]
      : []),
    ...(claims.length > 0
      ? [
          "What wanted texts claim of the answers they read, each text once. A text is wanted for what followed it, not for its claim.",
          markdownTable(
            ["role", "texts", "said correct", "were correct", "wrong ones called right"],
            claims.map(({ role, texts, saidCorrect, wereCorrect, falselyCorrect }) => [
              role,
              texts,
              percent(saidCorrect / texts),
              percent(wereCorrect / texts),
              `${falselyCorrect} of ${texts - wereCorrect}`,
            ]),
          ),
        ]
      : []),
    "Tokens a row, prompt and longest completion, estimated at four characters each.",
    markdownTable(
      ["rows of", "half up to", "90 %", "99 %", "longest"],
      lengths.map(({ kind, role, tokens }) => [
        `${kind} ${role}`,
        tokens.p50,
        tokens.p90,
        tokens.p99,
        tokens.max,
      ]),
    ),
    `${questions.train} questions in train, ${questions.validation} in validation, ${nearDuplicates.count} of these nearly stand in train. The tenth of the questions with most rows gives ${percent(questions.topTenthShare)} of the rows. Rows with a text cut by its token limit: ${truncated}; with an unknown leaf: ${unknown}; whose label rests on unknown leaves: ${restingOnUnknown}.`,
  ];
  return sections.join("\n\n");
}

const chanceRow = ({ role, pairs, expected, reversed }: ChancePairs): (string | number)[] =>
  expected
    ? [
        role,
        pairs,
        `${Math.round(expected.pairs)} ± ${Math.round(expected.deviation)}`,
        Math.round(reversed ?? 0),
      ]
    : [role, pairs, "leaves: their own verdict", ""];
