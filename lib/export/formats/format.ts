import type { Candidate, Output } from "../candidate.ts";
import type { KindName, Recipe } from "../recipe.ts";

export type Reasoning = Recipe["reasoning"];

/** A data file of an export, as its loader and its card need to know it. */
export type DataFile = {
  readonly path: string;
  readonly kind: KindName;
  readonly role: string;
  readonly split: "train" | "validation";
  readonly rows: number;
  readonly bytes: number;
};

export type TextFile = { readonly path: string; readonly text: string };

/** One training target: how a row looks there, what it cannot take, and what it loads the files with. */
export type RowFormat = {
  readonly name: string;
  readonly title: string;
  readonly kinds: readonly KindName[];
  readonly reasoning: readonly Reasoning[];
  /** Fewer rows than this in a training file are refused by the target. */
  readonly minRows: number;
  /** Larger files are refused by the target; null where nothing is known. */
  readonly maxFileBytes: number | null;
  toRow(candidate: Candidate, reasoning: Reasoning): Readonly<Record<string, unknown>>;
  loaders(files: readonly DataFile[]): readonly TextFile[];
};

/** The completion as text, its reasoning before it in think tags where asked for and there. */
export const withThinkTags = ({ text, reasoning }: Output, mode: Reasoning): string =>
  mode === "think_tags" && reasoning ? `<think>\n${reasoning}\n</think>\n\n${text}` : text;
