import { readField } from "../read-field.ts";
import { isRow, without, type ReadShape } from "../shape.ts";

type Paragraph = { readonly title: string; readonly text: string };

/**
 * HotpotQA: the paragraphs of `context` belong to the question, so they follow it under "Context:" in its text
 * and stay in meta. Rows without context (closed book) are told by their type or supporting facts.
 */
export const readHotpotQa: ReadShape = (row) => {
  const paragraphs = readContext(row["context"]);
  const isHotpot =
    paragraphs !== null ||
    row["supporting_facts"] !== undefined ||
    row["type"] === "bridge" ||
    row["type"] === "comparison";
  if (!isHotpot || row["question"] === undefined) return null;
  const question = readField(row, "question", ["question"]);
  if ("reason" in question) return question;
  const answer = readField(row, "answer", ["answer", "gold"]);
  if ("reason" in answer) return answer;
  const context = (paragraphs ?? []).map(({ title, text }) => `${title}\n${text}`);
  const text = context.length > 0 ? `${question.text}\n\nContext:\n\n${context.join("\n\n")}` : question.text;
  return { text, gold: answer.text, meta: without(row, [question.name, answer.name]) };
};

/** Both layouts in use: `[[title, [sentence]]]` and `{ title: [...], sentences: [[...]] }`. */
function readContext(context: unknown): Paragraph[] | null {
  if (isRow(context)) {
    const [titles, sentences] = [context["title"], context["sentences"]];
    return Array.isArray(titles) && Array.isArray(sentences)
      ? titles.map((title: unknown, index) => toParagraph(title, sentences[index]))
      : null;
  }
  if (!Array.isArray(context) || !context.every((each) => Array.isArray(each) && each.length === 2))
    return null;
  return context.map(([title, sentences]: unknown[]) => toParagraph(title, sentences));
}

const toParagraph = (title: unknown, sentences: unknown): Paragraph => ({
  title: String(title),
  text: Array.isArray(sentences)
    ? sentences.map((each) => String(each).trim()).join(" ")
    : String(sentences).trim(),
});
