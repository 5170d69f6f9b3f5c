import type { RowFormat } from "../formats/format.ts";
import type { Recipe } from "../recipe.ts";
import type { Problem } from "../validate.ts";
import type { ContentReport } from "./start-report.ts";

/** A longer text that wins this much more often than half gives the label away. */
const leaningShare = 0.6;
/** A tenth of the questions should not give more of the rows than this. */
const dominantShare = 0.4;
/** "Correct" is claimed too often where it is claimed so much oftener than it is true, at the interval's low end. */
const loudExcess = 0.05;
const fewQuestions = 20;
const suggestedCap = 8;

const count = (number: number): string => number.toLocaleString("en-GB");
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const rows = (number: number): string => `${count(number)} ${number === 1 ? "row" : "rows"}`;

/** What of a report a person should know before training, as sentences, with the recipe's change that mends it. */
export function findProblems(
  report: ContentReport,
  { title }: Pick<RowFormat, "title">,
  recipe: Pick<Recipe, "maxPairsPerQuestion" | "maxTokens">,
): Problem[] {
  return [
    ...cutRows(report, title),
    ...leaningLengths(report),
    ...dominantQuestions(report, recipe),
    ...leaks(report),
    ...brokenTexts(report),
    ...loudClaims(report),
  ];
}

const warning = (message: string, fix?: Problem["fix"]): Problem => ({
  level: "warning",
  message,
  ...(fix && { fix }),
});

const cutRows = ({ lengths }: ContentReport, title: string): Problem[] =>
  lengths.flatMap(({ kind, role, rows: all, tokens, defaultTokens, cut }) =>
    defaultTokens === null || cut === 0
      ? []
      : [
          warning(
            `${kind} ${role}: ${count(cut)} of ${rows(all)} (${percent(cut / all)}) are over ${title}'s default of ${count(defaultTokens)} tokens and would be cut or dropped in silence; the longest has about ${count(tokens.max)}. Give the trainer the length that stands in loader/, or leave them out.`,
            { words: "Leave longer rows out", recipe: { maxTokens: defaultTokens } },
          ),
        ],
  );

const leaningLengths = ({ pairs }: ContentReport): Problem[] =>
  pairs.flatMap(({ role, longerWon, chosenTokens, rejectedTokens }) => {
    if (!longerWon) return [];
    const { rate, low, high, pairs: compared } = longerWon;
    if (low <= leaningShare && high >= 1 - leaningShare) return [];
    const [which, share] = rate > 0.5 ? ["longer", rate] : ["shorter", 1 - rate];
    const [from, to] = rate > 0.5 ? [low, high] : [1 - high, 1 - low];
    return [
      warning(
        `${role}: the ${which} text is the chosen one in ${percent(share)} [${percent(from)}–${percent(to)}] of ${count(compared)} pairs (${count(Math.round(chosenTokens))} against ${count(Math.round(rejectedTokens))} tokens on average): length may give the label away.`,
      ),
    ];
  });

function dominantQuestions(
  { questions }: ContentReport,
  recipe: Pick<Recipe, "maxPairsPerQuestion">,
): Problem[] {
  const { train, validation, topTenthShare, most } = questions;
  if (train + validation < fewQuestions || topTenthShare <= dominantShare || !most) return [];
  const cap = Math.min(suggestedCap, (recipe.maxPairsPerQuestion ?? Number.POSITIVE_INFINITY) - 1);
  return [
    warning(
      `A tenth of the questions gives ${percent(topTenthShare)} of the rows, one of them ${count(most.rows)}: “${most.text.slice(0, 80)}”.`,
      cap >= 1 ? { words: `Cap a question at ${cap}`, recipe: { maxPairsPerQuestion: cap } } : undefined,
    ),
  ];
}

function leaks({ nearDuplicates: { count: all, found } }: ContentReport): Problem[] {
  const [first] = found;
  if (!first) return [];
  return [
    warning(
      `${count(all)} validation ${all === 1 ? "question nearly stands" : "questions nearly stand"} in training, such as “${first.validationText.slice(0, 80)}” beside “${first.trainText.slice(0, 80)}”: a model may know them.`,
    ),
  ];
}

const loudClaims = ({ claims }: ContentReport): Problem[] =>
  claims.flatMap(({ role, texts, saidCorrect, wereCorrect, falselyCorrect, excess }) => {
    if (!excess || excess.low <= loudExcess) return [];
    const wrong = texts - wereCorrect;
    return [
      warning(
        `${role}: ${percent(saidCorrect / texts)} of ${count(texts)} wanted texts call the answer correct, and ${percent(wereCorrect / texts)} of those answers are; ${count(falselyCorrect)} of ${count(wrong)} wrong answers are called right. Training on them teaches to agree: a text is wanted here for what followed it, not for its claim. Decide such pairs by hand, or leave the role out.`,
      ),
    ];
  });

const brokenTexts = ({ truncated, unknown, restingOnUnknown }: ContentReport): Problem[] => [
  ...(truncated > 0
    ? [
        warning(`${rows(truncated)} hold a text that its token limit cut.`, {
          words: "Leave cut texts out",
          recipe: { truncated: "exclude" as const },
        }),
      ]
    : []),
  ...(unknown > 0
    ? [
        warning(`${rows(unknown)} rest on a leaf whose verdict is unknown.`, {
          words: "Leave unknown ones out",
          recipe: { unknown: "exclude" as const },
        }),
      ]
    : []),
  ...(restingOnUnknown > 0
    ? [
        warning(
          `${rows(restingOnUnknown)} would have another label, or none, with unknown leaves left out.`,
          { words: "Leave them out", recipe: { restsOnUnknown: "exclude" as const } },
        ),
      ]
    : []),
];
