import type { Message } from "../../lib/core/tree.ts";
import type { Candidate } from "../../lib/export/candidate.ts";
import { dpoOf, grpoOf, ktoOf, rewardOf, sftOf, stepOf } from "../export/samples.ts";

/** What a trainer must make of a row: `prompt` masked, of `texts` the first (or only) one trained, the second refused. */
export type ExpectedRow = {
  readonly kind: string;
  readonly role: string;
  readonly prompt: readonly Message[];
  readonly texts: readonly string[];
  readonly labels: readonly boolean[];
  readonly margin: number | null;
};

const questions = [
  "How many legs have six hens?",
  "What is 3 × 4?",
  "Name the “odd” one: 2, 4, 7.",
  "1/2 + 1/3?",
];
const perRole = 12;

/** Texts that trainers like to change: white space at both ends, quotes, formulas, line ends, other scripts. */
const endings = [
  "",
  "\n",
  "  ",
  "\r\nok",
  " \\boxed{\\frac{1}{2}}",
  " — “ja” 😀 <b>",
  "\n\nFinal Answer: 12",
];
const textOf = (id: string, index: number): string =>
  `${index % 5 === 3 ? " " : ""}Text ${id}.\nIt follows.${endings[index % endings.length]}`;

const promptOf = (question: string, index: number, hasTurns: boolean): Message[] => [
  ...(index % 2 === 0 ? [{ role: "system" as const, content: "You answer\nwith care." }] : []),
  ...(hasTurns && index % 3 === 1
    ? [
        { role: "user" as const, content: "Ready?" },
        { role: "assistant" as const, content: "Ready." },
      ]
    : []),
  { role: "user", content: `${question}\n\nAnswer:\n{answer} of case ${index}` },
];

/**
 * Rows of every kind for two roles, with and without a system message and, if `hasTurns`, an assistant's turn inside the
 * prompt; every text stands once.
 */
export function fixtureRows(
  kinds: readonly string[],
  hasTurns: boolean,
): { candidates: Candidate[]; expected: ExpectedRow[] } {
  const candidates: Candidate[] = [];
  const expected: ExpectedRow[] = [];
  for (const role of ["asker", "closer"])
    for (let index = 0; index < perRole; index++) {
      const question = questions[index % questions.length] ?? "";
      const prompt = promptOf(question, index, hasTurns);
      const add = (candidate: Candidate, row: Partial<ExpectedRow> & Pick<ExpectedRow, "texts">): void => {
        if (!kinds.includes(candidate.kind)) return;
        candidates.push({ ...candidate, prompt: row.prompt ?? prompt });
        expected.push({ kind: candidate.kind, role, prompt, labels: [], margin: null, ...row });
      };
      const id = (kind: string, side = ""): string => `${kind} ${role} ${index}${side}`;
      const said = (kind: string, side = "") => ({ text: textOf(id(kind, side), index + side.length) });
      const place = { question, role };
      add(sftOf(id("sft"), { ...place, ...said("sft") }), { texts: [said("sft").text] });
      for (const [kind, make] of [
        ["dpo", dpoOf],
        ["reward", rewardOf],
      ] as const)
        add(
          make([id(kind, "+"), id(kind, "-")], {
            ...place,
            margin: [1, 2],
            chosen: said(kind, "+"),
            rejected: said(kind, "-"),
          }),
          { texts: [said(kind, "+").text, said(kind, "-").text], margin: 0.5 },
        );
      const isPositive = index % 3 !== 0;
      add(ktoOf(id("kto"), { ...place, ...said("kto"), isPositive }), {
        texts: [said("kto").text],
        labels: [isPositive],
      });
      if (role === "closer") {
        const turns = [true, index % 2 === 0, false];
        const asked: Message[] = [{ role: "user", content: `${question} (${index})` }];
        const way = stepOf(id("step"), { question: `${question} (${index})`, turns });
        add(way, { prompt: asked, labels: turns, texts: way.turns.map(({ output }) => output.text) });
      } else {
        const asked: Message[] = [{ role: "user", content: `${question} (${index})` }];
        add(grpoOf(`${question} (${index})`, String(index)), { prompt: asked, texts: [String(index)] });
      }
    }
  return { candidates, expected };
}
