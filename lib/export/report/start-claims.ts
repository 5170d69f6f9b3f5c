import type { ShareInterval } from "../../core/audit/exact-interval.ts";
import { isPair, type Candidate, type Output } from "../candidate.ts";
import { ratioInterval } from "./ratio-interval.ts";

/** What the wanted texts of a role claim of the answers they read, beside what the judge says of those. */
export type ClaimReport = {
  readonly role: string;
  /** Different texts that claim something of an answer with a verdict. */
  readonly texts: number;
  readonly saidCorrect: number;
  readonly wereCorrect: number;
  /** Of the wrong answers, those that were called right. */
  readonly falselyCorrect: number;
  /** Share said correct minus share that was, 95 % by the spread between questions; null below ten questions. */
  readonly excess: ShareInterval | null;
};

export type ClaimKeeper = { add(candidate: Candidate): void; finish(): ClaimReport[] };

type Sums = { texts: number; saidCorrect: number; wereCorrect: number; falselyCorrect: number };

/** Gathers what training would reward: supervised texts, chosen sides and wanted completions, each text once. */
export function startClaims(): ClaimKeeper {
  const seen = new Set<string>();
  const roles = new Map<string, { sums: Sums; questions: Map<string, { hits: number; total: number }> }>();
  return {
    add: (candidate) => {
      const output = wantedOf(candidate);
      if (!output?.claim || seen.has(output.nodeId)) return;
      seen.add(output.nodeId);
      const { saysCorrect, wasCorrect } = output.claim;
      const { role, questionId } = candidate;
      const none = { texts: 0, saidCorrect: 0, wereCorrect: 0, falselyCorrect: 0 };
      const { sums, questions } = roles.get(role) ?? { sums: none, questions: new Map() };
      roles.set(role, { sums, questions });
      sums.texts += 1;
      sums.saidCorrect += saysCorrect ? 1 : 0;
      sums.wereCorrect += wasCorrect ? 1 : 0;
      sums.falselyCorrect += saysCorrect && !wasCorrect ? 1 : 0;
      const { hits, total } = questions.get(questionId) ?? { hits: 0, total: 0 };
      questions.set(questionId, { hits: hits + Number(saysCorrect) - Number(wasCorrect), total: total + 1 });
    },
    finish: () =>
      [...roles].map(([role, { sums, questions }]) => ({
        role,
        ...sums,
        excess: ratioInterval(questions.values(), -1),
      })),
  };
}

function wantedOf(candidate: Candidate): Output | null {
  if (isPair(candidate)) return candidate.chosen;
  if (candidate.kind === "sft") return candidate.output;
  return candidate.kind === "kto" && candidate.isPositive ? candidate.output : null;
}
