export type Play = {
  readonly gold: (question: string) => string | null;
  /** Share of answers that are right, and of critiques that judge rightly. */
  readonly rightShare: number;
  /** [0, 1) by the name of what is drawn. */
  readonly draw: (name: string) => number;
};

const finalAnswer = /Final Answer:\s*(.+?)\s*(?:\n|$)/g;

/**
 * What a model of middling skill writes to a prompt of ours: a critique with "Verdict: …" where one is asked for, else a
 * worked answer with "Final Answer: …". The question is the prompt's first paragraph, the instruction its last.
 */
export function playAnswer(prompt: string, { gold, rightShare, draw }: Play): string {
  const paragraphs = prompt.trim().split(/\n\s*\n/);
  const question = paragraphs[0]?.trim() ?? "";
  const instruction = paragraphs.at(-1) ?? "";
  const right = gold(question) ?? "42";
  const isRight = draw("right") < rightShare;
  if (/Verdict: (?:IN)?CORRECT/.test(instruction)) {
    const proposed = [...prompt.matchAll(finalAnswer)].at(0)?.[1];
    const isProposedRight = proposed === right;
    const judgement = isProposedRight === isRight ? "CORRECT" : "INCORRECT";
    return `I went through the steps one by one.\nThe result ${proposed ?? "is missing"} ${judgement === "CORRECT" ? "holds" : "does not hold"}.\nVerdict: ${judgement}`;
  }
  return `Let me work it out step by step.\nThe quantities in the question lead to one number.\nFinal Answer: ${isRight ? right : wrongFor(right, draw("wrong"))}`;
}

/** Another answer of the same kind: a number beside it, another letter, or other words. */
function wrongFor(right: string, drawn: number): string {
  const number = Number(right.replaceAll(",", ""));
  if (right.trim() !== "" && Number.isFinite(number)) return String(number + 1 + Math.floor(drawn * 20));
  if (/^[A-E]$/.test(right)) return right === "A" ? "B" : "A";
  return `not ${right}`;
}
