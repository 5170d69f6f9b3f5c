import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { tasks } from "@/lib/core/tree.ts";
import { samples } from "./samples.ts";

const first = samples[0] ?? { task: "gsm8k" as const, text: "", gold: "" };

/**
 * What is being judged, as it stands in the address: a stored node, or a text with its gold and how it is judged
 * (a task, or the rule of a data set, the one that counts where no version is given). Left out, they are those of the first sample.
 */
export const judgeAddress = {
  node: parseAsString,
  task: parseAsStringLiteral(tasks).withDefault(first.task),
  dataset: parseAsString,
  rule: parseAsInteger,
  gold: parseAsString.withDefault(first.gold),
  text: parseAsString.withDefault(first.text),
  question: parseAsString.withDefault(""),
  choices: parseAsString.withDefault(""),
  cut: parseAsBoolean.withDefault(false),
};

/** Servers and browsers take an address of 16 kB at most; all beside the text is short. */
const longestInAddress = 6000;

/** Whether a text, written into an address, leaves it short enough to be loaded again. */
export const fitsAddress = (text: string): boolean =>
  text.length <= longestInAddress && encodeURIComponent(text.toWellFormed()).length <= longestInAddress;
