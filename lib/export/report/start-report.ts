import { compare, toNumber } from "../../core/fraction.ts";
import type { ShareInterval } from "../../core/audit/exact-interval.ts";
import { isPair, outputsOf, type PairCandidate } from "../candidate.ts";
import { countTokens } from "../drop-reason.ts";
import type { RowFormat } from "../formats/format.ts";
import { foldSpace } from "../fold-text.ts";
import type { KindName } from "../recipe.ts";
import type { SelectedRow } from "../select-each.ts";
import type { SettledRecipe } from "../settle-recipe.ts";
import { type Counter, startCounter } from "./counter.ts";
import { type ClaimReport, startClaims } from "./start-claims.ts";
import { ratioInterval } from "./ratio-interval.ts";
import { findNearDuplicates, type NearDuplicate } from "./near-duplicates.ts";

/** Estimated tokens of the rows of one kind and role, and how many the target would cut by its own default. */
export type LengthReport = {
  readonly kind: KindName;
  readonly role: string;
  readonly rows: number;
  readonly tokens: { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number };
  readonly defaultTokens: number | null;
  /** Rows over that default; 0 where there is none. */
  readonly cut: number;
};

/** The pairs of one role: how far apart, how long, and what people said. */
export type PairReport = {
  readonly role: string;
  readonly rows: number;
  /** By margin, widest first; `margin` as exported, so a swapped pair counts under its gap. */
  readonly margins: { readonly margin: number; readonly rows: number }[];
  /** Mean estimated tokens of the two sides. */
  readonly chosenTokens: number;
  readonly rejectedTokens: number;
  /** Of the pairs whose sides differ in length, the share where the longer one is chosen; null below ten questions. */
  readonly longerWon: (ShareInterval & { readonly pairs: number }) | null;
  readonly decisions: Readonly<Record<string, number>>;
};

export type ContentReport = {
  readonly lengths: LengthReport[];
  readonly pairs: PairReport[];
  readonly questions: {
    readonly train: number;
    readonly validation: number;
    /** Share of all rows that the tenth of the questions with most rows gives. */
    readonly topTenthShare: number;
    /** The most rows that one question gives. */
    readonly most: { readonly questionId: string; readonly text: string; readonly rows: number } | null;
  };
  /** At most fifty of them, `count` is all. */
  readonly nearDuplicates: { readonly count: number; readonly found: NearDuplicate[] };
  /** Rows that hold a text cut by its token limit, and rows of a leaf whose verdict is unknown. */
  readonly truncated: number;
  readonly unknown: number;
  /** Rows whose label would be another one with unknown leaves left out of the means. */
  readonly restingOnUnknown: number;
  /** A line a role whose texts claim something. */
  readonly claims: ClaimReport[];
};

export type ReportKeeper = { add(selected: SelectedRow): void; finish(): ContentReport };

const mostFindings = 50;

/** What a person should know of the rows before they train on them, gathered as the rows pass. */
export function startReport(format: Pick<RowFormat, "defaultTokens">, recipe: SettledRecipe): ReportKeeper {
  const lengths = new Map<string, { kind: KindName; role: string; counter: Counter }>();
  const pairs = new Map<string, ReturnType<typeof startPairs>>();
  const questions = new Map<string, { id: string; text: string; split: string; rows: number }>();
  const claims = startClaims();
  let [truncated, unknown, restingOnUnknown] = [0, 0, 0];
  return {
    add: ({ candidate, split, tokens }) => {
      const { kind, role, questionText } = candidate;
      const group = `${kind} ${role}`;
      const length = lengths.get(group) ?? { kind, role, counter: startCounter() };
      lengths.set(group, length);
      length.counter.add(tokens);
      const outputs = outputsOf(candidate);
      if (outputs.some(({ finishReason }) => finishReason === "length")) truncated += 1;
      if (candidate.isLeaf && outputs.some(({ verdict }) => verdict === "unknown")) unknown += 1;
      if (candidate.restsOnUnknown) restingOnUnknown += 1;
      claims.add(candidate);
      const folded = foldSpace(questionText);
      const question = questions.get(folded) ?? { id: candidate.questionId, text: folded, split, rows: 0 };
      questions.set(folded, { ...question, rows: question.rows + 1 });
      if (!isPair(candidate) || (kind === "reward" && recipe.kinds.includes("dpo"))) return;
      const known = pairs.get(role) ?? startPairs(role);
      pairs.set(role, known);
      known.add(candidate);
    },
    finish: () => {
      const all = [...questions.values()];
      const inSplit = (split: string) => all.filter((question) => question.split === split);
      const found = findNearDuplicates(inSplit("train"), inSplit("validation"));
      const byRows = all.toSorted((a, b) => b.rows - a.rows);
      const rows = all.reduce((sum, question) => sum + question.rows, 0);
      const top = byRows
        .slice(0, Math.ceil(all.length / 10))
        .reduce((sum, question) => sum + question.rows, 0);
      const [most] = byRows;
      return {
        lengths: [...lengths.values()].map(({ kind, role, counter }) => {
          const defaultTokens = format.defaultTokens(kind);
          return {
            kind,
            role,
            rows: counter.total(),
            tokens: {
              p50: counter.quantile(0.5),
              p90: counter.quantile(0.9),
              p99: counter.quantile(0.99),
              max: counter.quantile(1),
            },
            defaultTokens,
            cut: defaultTokens === null ? 0 : counter.above(defaultTokens),
          };
        }),
        pairs: [...pairs.values()].map((each) => each.finish()),
        questions: {
          train: inSplit("train").length,
          validation: inSplit("validation").length,
          topTenthShare: rows === 0 ? 0 : top / rows,
          most: most ? { questionId: most.id, text: most.text, rows: most.rows } : null,
        },
        nearDuplicates: { count: found.length, found: found.slice(0, mostFindings) },
        truncated,
        unknown,
        restingOnUnknown,
        claims: claims.finish(),
      };
    },
  };
}

function startPairs(role: string): { add(pair: PairCandidate): void; finish(): PairReport } {
  const margins = new Map<string, { margin: PairCandidate["margin"]; rows: number }>();
  const decisions: Record<string, number> = {};
  const [chosen, rejected] = [startCounter(), startCounter()];
  const lengths = new Map<string, { hits: number; total: number }>();
  return {
    add: (pair) => {
      const key = `${pair.margin.numerator}/${pair.margin.denominator}`;
      margins.set(key, { margin: pair.margin, rows: (margins.get(key)?.rows ?? 0) + 1 });
      const said = pair.decision ?? "undecided";
      decisions[said] = (decisions[said] ?? 0) + 1;
      chosen.add(countTokens([pair.chosen.text]));
      rejected.add(countTokens([pair.rejected.text]));
      const gap = pair.chosen.text.length - pair.rejected.text.length;
      if (gap === 0) return;
      const { hits, total } = lengths.get(pair.questionId) ?? { hits: 0, total: 0 };
      lengths.set(pair.questionId, { hits: hits + (gap > 0 ? 1 : 0), total: total + 1 });
    },
    finish: () => {
      const share = ratioInterval(lengths.values());
      const compared = [...lengths.values()].reduce((sum, { total }) => sum + total, 0);
      return {
        role,
        rows: chosen.total(),
        margins: [...margins.values()]
          .toSorted((a, b) => compare(b.margin, a.margin))
          .map(({ margin, rows }) => ({ margin: toNumber(margin), rows })),
        chosenTokens: chosen.mean(),
        rejectedTokens: rejected.mean(),
        longerWon: share && { ...share, pairs: compared },
        decisions,
      };
    },
  };
}
