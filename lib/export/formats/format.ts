import type { Message } from "../../core/tree.ts";
import type { Candidate, Output } from "../candidate.ts";
import type { Columns } from "../columns.ts";
import type { KindName, Recipe } from "../recipe.ts";
import type { Split } from "../split-of.ts";

export type Reasoning = Recipe["reasoning"];
export type Row = Readonly<Record<string, unknown>>;

/** A data file of an export, as its loader and its card need to know it. */
export type DataFile = {
  readonly path: string;
  readonly kind: KindName;
  readonly role: string;
  readonly split: Split;
  readonly rows: number;
  readonly bytes: number;
  /** Of its longest row, prompt and completion, at four characters a token. */
  readonly longestTokens: number;
  /** Some row's prompt begins with a system message. */
  readonly hasSystem: boolean;
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
  /** Tokens of a row that the target keeps where nobody tells it another number; null where it has none of its own. */
  defaultTokens(kind: KindName): number | null;
  /** Where in the zip the rows of a kind, role and split are; a path that ends in `.parquet` needs `columns`. */
  fileOf(place: Pick<Candidate, "kind" | "role">, split: Split): string;
  toRow(candidate: Candidate, reasoning: Reasoning): Row;
  /** The columns of a kind's Parquet file, in order; null where files are JSON lines. */
  columnsOf(kind: KindName, reasoning: Reasoning): Columns | null;
  loaders(files: readonly DataFile[], reasoning: Reasoning): readonly TextFile[];
};

/** A file of JSON lines, as most targets read it. */
export const linesFile: RowFormat["fileOf"] = ({ kind, role }, split) =>
  `data/${kind}_${role}_${split}.jsonl`;

/** The completion as text, its reasoning before it in think tags where asked for and there. */
export const withThinkTags = ({ text, reasoning }: Output, mode: Reasoning): string =>
  mode === "think_tags" && reasoning ? `<think>\n${reasoning}\n</think>\n\n${text}` : text;

/** The prompt's messages with these two fields and no more. */
export const messagesOf = ({ prompt }: { readonly prompt: readonly Message[] }): Message[] =>
  prompt.map(({ role, content }) => ({ role, content }));

/** Throws: settleRecipe has refused the kind before any row is made. */
export function refuseKind(format: string, kind: string): never {
  throw new Error(`${format} has no row for ${kind}`);
}

/** The files of one data set: a kind and a role, its splits together, and its longest row. */
export type FileGroup = {
  /** Such as "dpo_refiner". */
  readonly name: string;
  readonly kind: KindName;
  readonly role: string;
  readonly train: string | null;
  readonly validation: string | null;
  readonly hasSystem: boolean;
  /** What to let a trainer keep of a row: the longest by the estimate and a quarter more, in steps of 256 tokens. */
  readonly cutoffTokens: number;
};

/** The data sets of an export in the order of their files. */
export function groupFiles(files: readonly DataFile[]): FileGroup[] {
  return [...Map.groupBy(files, ({ kind, role }) => `${kind}_${role}`)].flatMap(([name, parts]) => {
    const [first] = parts;
    if (!first) return [];
    const pathOf = (split: Split): string | null => parts.find((file) => file.split === split)?.path ?? null;
    const longest = Math.max(...parts.map(({ longestTokens }) => longestTokens));
    return {
      name,
      kind: first.kind,
      role: first.role,
      train: pathOf("train"),
      validation: pathOf("validation"),
      hasSystem: parts.some(({ hasSystem }) => hasSystem),
      cutoffTokens: Math.ceil((longest * 1.25) / 256) * 256,
    };
  });
}

/** What MALT says of its training, and what it leaves open (arXiv 2412.01928, section 5.1 and A.9). */
export const maltSettings = {
  /** The paper's. */
  beta: 0.2,
  /** The paper's, for supervised training. */
  batchSize: 8,
  /** Ours: the paper gives a multiplier of a service's own rate. */
  learningRate: { sft: 1e-4, dpo: 5e-6 },
  /** Ours: the paper says 1 to 10, by the size of the data. */
  epochs: 3,
  /** Ours: the paper trains LoRA adapters and does not say of what rank. */
  loraRank: 16,
} as const;
