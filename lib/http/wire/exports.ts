import { z } from "zod";
import { Iso, listOf, PageQuery } from "./common.ts";
import { ExportRowPlace } from "./export-rows.ts";

/** The recipe's own rules are in lib/export/recipe.ts; here only what comes back. */
export const ExportFile = z.object({
  path: z.string(),
  rows: z.number().int().nullable(),
  bytes: z.number().int(),
  sha256: z.string(),
});

export const Export = z.object({
  id: z.string(),
  status: z.enum(["building", "ready", "failed"]),
  progress: z.number().describe("0 to 1"),
  message: z.string().nullable().describe("why it failed and what to do"),
  recipe: z.record(z.string(), z.unknown()),
  recipeHash: z.string(),
  files: z.array(ExportFile),
  manifest: z.record(z.string(), z.unknown()).nullable(),
  runs: z.array(z.object({ id: z.string(), name: z.string() })),
  rows: z.number().int(),
  bytes: z.number().int().nullable(),
  createdAt: Iso,
});
export type Export = z.infer<typeof Export>;
export const ExportList = listOf(Export);
export const ExportsQuery = PageQuery.extend({
  runId: z.string().max(300).optional().describe("only those that drew from this run"),
});
export const ExportCreated = z.object({ id: z.string() });

const LengthReport = z.object({
  kind: z.string(),
  role: z.string(),
  rows: z.number().int(),
  tokens: z
    .object({ p50: z.number(), p90: z.number(), p99: z.number(), max: z.number() })
    .describe("of prompt and longest completion, at four characters a token"),
  defaultTokens: z.number().int().nullable().describe("what the target keeps unless told otherwise"),
  cut: z.number().int().describe("rows over it"),
});

const PairReport = z.object({
  role: z.string(),
  rows: z.number().int(),
  margins: z.array(z.object({ margin: z.number(), rows: z.number().int() })).describe("widest first"),
  chosenTokens: z.number().describe("mean"),
  rejectedTokens: z.number().describe("mean"),
  longerWon: z
    .object({ rate: z.number(), low: z.number(), high: z.number(), pairs: z.number().int() })
    .nullable()
    .describe("share of pairs of unequal length whose chosen side is the longer; 95 % over questions"),
  decisions: z.record(z.string(), z.number().int()),
});

const NearDuplicate = z.object({
  validationId: z.string(),
  validationText: z.string(),
  trainId: z.string(),
  trainText: z.string(),
  share: z.number().describe("of the shorter one's runs of 13 words that both have"),
});

const ClaimReport = z
  .object({
    role: z.string(),
    texts: z.number().int(),
    saidCorrect: z.number().int(),
    wereCorrect: z.number().int(),
    falselyCorrect: z.number().int().describe("wrong answers called right"),
    excess: z
      .object({ rate: z.number(), low: z.number(), high: z.number() })
      .nullable()
      .describe("share said minus share that was, 95 % over questions"),
  })
  .describe("what wanted texts claim of the answers they read, each text once");

export const ContentReport = z.object({
  lengths: z.array(LengthReport),
  pairs: z.array(PairReport),
  questions: z.object({
    train: z.number().int(),
    validation: z.number().int(),
    topTenthShare: z.number().describe("of the rows, by the tenth of the questions with most"),
    most: z.object({ questionId: z.string(), text: z.string(), rows: z.number().int() }).nullable(),
  }),
  nearDuplicates: z.object({ count: z.number().int(), found: z.array(NearDuplicate) }),
  truncated: z.number().int(),
  unknown: z.number().int(),
  restingOnUnknown: z
    .number()
    .int()
    .describe("rows whose label would be another one with unknown leaves left out"),
  claims: z.array(ClaimReport),
});
export type ContentReport = z.infer<typeof ContentReport>;

export const ExportCheck = z.object({
  target: z.string().describe("who wants it"),
  level: z.enum(["error", "warning"]).describe("what a row that breaks it is"),
  rule: z.string(),
  remedy: z.string(),
  rows: z.number().int().describe("looked at"),
  failed: z.number().int(),
  lines: z
    .array(z.object({ file: z.string(), line: z.number().int().describe("from 1") }))
    .describe("the first that break it"),
});
export type ExportCheck = z.infer<typeof ExportCheck>;

export const ExportPreview = z.object({
  counts: z.record(
    z.string(),
    z.record(z.string(), z.object({ train: z.number().int(), validation: z.number().int() })),
  ),
  dropped: z.record(z.string(), z.number().int()),
  droppedExamples: z
    .record(
      z.string(),
      z.array(
        z.object({
          kind: z.string(),
          role: z.string(),
          treeId: z.string(),
          question: z.string(),
          nodeIds: z.array(z.string()),
        }),
      ),
    )
    .describe("up to five of each reason, one a tree"),
  samples: z.array(
    z.object({
      file: z.string(),
      row: z.unknown(),
      place: ExportRowPlace.nullable().describe("where the row comes from; null for whole trees"),
    }),
  ),
  problems: z.array(
    z.object({
      level: z.enum(["error", "warning"]),
      message: z.string(),
      fix: z
        .object({ words: z.string(), recipe: z.record(z.string(), z.unknown()) })
        .optional()
        .describe("fields of the recipe that mend it, and what to call that"),
    }),
  ),
  checks: z
    .array(ExportCheck)
    .describe("what every row was held against; of a target's rules those that hold too"),
  report: z.object({
    recipe: z.record(z.string(), z.unknown()),
    recipeHash: z.string(),
    runs: z.array(z.record(z.string(), z.unknown())),
    trees: z.number().int(),
    unfinishedTrees: z.number().int(),
    chance: z
      .array(
        z.object({
          role: z.string(),
          pairs: z.number().int(),
          expected: z.object({ pairs: z.number(), deviation: z.number() }).nullable(),
          reversed: z.number().nullable(),
        }),
      )
      .describe("all sibling pairs of the runs beside those of equal siblings; none for controls"),
    contents: ContentReport.nullable().describe("null for trees, which are no rows"),
  }),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

export const PolicyEffects = z.object({
  rows: z.number().int().describe("as the recipe stands"),
  effects: z
    .array(
      z.object({
        field: z.string(),
        recipe: z.record(z.string(), z.unknown()).describe("the field as it would be"),
        rows: z.number().int().describe("with that"),
      }),
    )
    .describe("every policy switched, each by itself; none under shuffled labels"),
});
export type PolicyEffects = z.infer<typeof PolicyEffects>;

/** A recipe as it comes; the export folder's schema checks and fills it. */
export const ExportPost = z.record(z.string(), z.unknown());
