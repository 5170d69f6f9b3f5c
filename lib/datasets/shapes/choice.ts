import { readField } from "../read-field.ts";
import { isRow, without, type ReadShape, type Row } from "../shape.ts";
import { answerNames, questionNames } from "./plain.ts";

type Choice = { readonly label: string; readonly text: string };

/** CommonsenseQA: `question` holds the stem and labelled choices, `answerKey` the right label. */
export const readCommonsenseQa: ReadShape = (row) => {
  const question = row["question"];
  const holder = isRow(question) ? question : row;
  if (row["answerKey"] === undefined || holder["choices"] === undefined) return null;
  const stem = readField(holder, "question", ["stem", "question"]);
  if ("reason" in stem) return stem;
  const choices = readChoices(holder["choices"]);
  if (!choices) return { reason: '"choices" must be a list of at least two { label, text }' };
  const meta = {
    ...without(row, ["question", "answerKey", "choices"]),
    ...without(holder, ["stem", "question", "answerKey", "choices"]),
  };
  return toDraft(stem.text, choices, readField(row, "answer", ["answerKey"]), meta);
};

/** A question with a list of options and the right letter (AQuA, MMLU-Pro), place from 0 (MMLU) or text. */
export const readOptions: ReadShape = (row) => {
  const listName = ["options", "choices"].find((name) => Array.isArray(row[name]));
  if (listName === undefined) return null;
  const question = readField(row, "question", questionNames);
  if ("reason" in question) return question;
  const choices = readChoices(row[listName]);
  if (!choices) return { reason: `"${listName}" must be a list of at least two texts` };
  const answer = readField(row, "answer", ["correct", "answerKey", ...answerNames]);
  const place = "reason" in answer ? undefined : row[answer.name];
  const chosen = typeof place === "number" ? choices[place] : undefined;
  const used = [question.name, listName, ...("name" in answer ? [answer.name] : [])];
  return toDraft(
    question.text,
    choices,
    chosen ? { name: listName, text: chosen.label } : answer,
    without(row, used),
  );
};

function toDraft(
  stem: string,
  choices: readonly Choice[],
  answer: ReturnType<typeof readField>,
  meta: Row,
): ReturnType<ReadShape> {
  if ("reason" in answer) return answer;
  const letter = /^\(?([A-Za-z0-9])[).]?$/.exec(answer.text)?.[1]?.toUpperCase();
  const right =
    choices.find(({ label }) => label.toUpperCase() === letter) ??
    choices.find(({ text }) => text === answer.text);
  if (!right)
    return {
      reason: `"${answer.name}" is ${JSON.stringify(answer.text.slice(0, 40))}, which is none of the choices`,
    };
  const lines = choices.map(({ label, text }) => `${label}. ${text}`);
  return { text: `${stem}\n${lines.join("\n")}`, gold: right.label, meta: { ...meta, choices } };
}

function readChoices(value: unknown): Choice[] | null {
  const list = Array.isArray(value) ? value : isRow(value) ? zipColumns(value) : [];
  const labelled = list.map((each: unknown, index) => readChoice(each, index, list));
  return labelled.length >= 2 && labelled.every((choice) => choice !== null) ? labelled : null;
}

/** `{ label: [...], text: [...] }`, as table stores keep a list of choices. */
function zipColumns(columns: Row): unknown[] {
  const [labels, texts] = [columns["label"], columns["text"]];
  if (!Array.isArray(labels) || !Array.isArray(texts)) return [];
  return texts.map((text: unknown, index) => ({ label: labels[index] as unknown, text }));
}

const letterAt = (index: number): string => String.fromCharCode(65 + index);

function readChoice(value: unknown, index: number, list: readonly unknown[]): Choice | null {
  if (isRow(value)) {
    const [label, text] = [value["label"], value["text"]];
    return typeof label === "string" && label !== "" && typeof text === "string" ? { label, text } : null;
  }
  if ((typeof value !== "string" && typeof value !== "number") || index >= 26) return null;
  const hasLetters = list.every((each, place) =>
    new RegExp(`^\\(?${letterAt(place)}[).:]`).test(String(each).trim()),
  );
  const text = hasLetters
    ? String(value)
        .trim()
        .replace(/^\(?[A-Z][).:]\s*/, "")
    : String(value);
  return { label: letterAt(index), text };
}
