import { bootstrapKappa } from "./bootstrap-kappa.ts";
import { cohenKappa, type Agreement, type RatingTable } from "./cohen-kappa.ts";

/** A person's first blind word on a pair, by nodes: which was chosen (null: no difference) and which stood left. */
export type BlindWord = {
  readonly author: string;
  readonly questionId: string;
  readonly role: string;
  /** The two nodes in the order of credit: the one with the higher value first. */
  readonly nodes: readonly [chosen: string, rejected: string];
  readonly picked: string | null;
  readonly left: string;
  /** Whether credit still says so: false where the two are no pair now. */
  readonly isPair: boolean;
};

export type MeasuredAgreement = Agreement & {
  /** Two annotators, or one beside credit (null). */
  readonly raters: readonly [string, string | null];
  /** Null: all roles. */
  readonly role: string | null;
  readonly ci95: readonly [number, number] | null;
  readonly questions: number;
};

/** What `prevalence` counts, in its order. */
export const sides = ["left", "right", "tie"] as const;

type Rated = {
  readonly questionId: string;
  readonly role: string;
  readonly first: number;
  readonly second: number;
};

const sideOf = (node: string | null, left: string): number => (node === null ? 2 : node === left ? 0 : 1);

/**
 * Agreement of each two annotators and of each with credit, over all roles and by role. Coded by the side that the
 * first of the two was shown: coded by credit, the backed-up value always says the same and its κ is 0 whatever
 * people say. `words` holds at most one word of an author on a pair.
 */
export function measureAgreement(words: readonly BlindWord[]): MeasuredAgreement[] {
  const byAuthor = Map.groupBy(words, ({ author }) => author);
  const authors = [...byAuthor.keys()].sort();
  const measured: MeasuredAgreement[] = [];
  authors.forEach((author, at) => {
    const own = byAuthor.get(author) ?? [];
    const withCredit = own
      .filter((word) => word.isPair)
      .map((word) => rated(word, word.picked, word.nodes[0]));
    measured.push(...measureRoles([author, null], withCredit));
    for (const other of authors.slice(at + 1)) {
      const said = new Map((byAuthor.get(other) ?? []).map((word) => [word.nodes.join(" "), word.picked]));
      const both = own.flatMap((word) => {
        const theirs = said.get(word.nodes.join(" "));
        return theirs === undefined ? [] : [rated(word, word.picked, theirs)];
      });
      if (both.length > 0) measured.push(...measureRoles([author, other], both));
    }
  });
  return measured;
}

const rated = (word: BlindWord, first: string | null, second: string | null): Rated => ({
  questionId: word.questionId,
  role: word.role,
  first: sideOf(first, word.left),
  second: sideOf(second, word.left),
});

function measureRoles(raters: MeasuredAgreement["raters"], all: readonly Rated[]): MeasuredAgreement[] {
  const roles = [...new Set(all.map(({ role }) => role))].sort();
  return [null, ...roles].map((role) => {
    const rows = role === null ? all : all.filter((row) => row.role === role);
    const tables = [...Map.groupBy(rows, ({ questionId }) => questionId).values()].map(tableOf);
    return {
      raters,
      role,
      ...cohenKappa(tableOf(rows)),
      ci95: bootstrapKappa(tables),
      questions: tables.length,
    };
  });
}

const tableOf = (rows: readonly Rated[]): RatingTable =>
  sides.map((_, first) =>
    sides.map((_unused, second) => rows.filter((row) => row.first === first && row.second === second).length),
  );
