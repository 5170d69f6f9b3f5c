import type { TreeSort } from "@/lib/core/tree-list.ts";

/** Columns of the question list by width: a phone, a narrow window, and all of them. */
export const questionColumns =
  "grid grid-cols-[36px_minmax(0,1fr)_84px] items-center gap-x-3 px-3 md:grid-cols-[20px_44px_minmax(0,1fr)_110px_84px_52px_minmax(90px,150px)] xl:grid-cols-[20px_44px_minmax(0,1fr)_88px_110px_84px_52px_68px_64px_minmax(96px,168px)]";

export const isOnlyWide = "max-xl:hidden";
export const isNotOnPhone = "max-md:hidden";

export type QuestionColumn = {
  readonly title: string;
  /** What its head sorts by: first so, then the other way round. */
  readonly sorts: readonly [TreeSort, TreeSort];
  readonly isRight?: boolean;
  readonly look?: string;
};

/** The columns that sort, in their order; the tree in small stands before the value and sorts nothing by itself. */
export const questionHeads = {
  index: { title: "No.", sorts: ["index", "-index"] },
  question: { title: "Question", sorts: ["question", "-question"] },
  gold: { title: "Gold", sorts: ["gold", "-gold"], isRight: true, look: isOnlyWide },
  value: { title: "Value", sorts: ["-value", "value"] },
  pairs: { title: "Pairs", sorts: ["-pairs", "pairs"], isRight: true, look: isNotOnPhone },
  unknown: { title: "Unknown", sorts: ["-unknown", "unknown"], isRight: true, look: isOnlyWide },
  cost: { title: "Cost", sorts: ["-cost", "cost"], isRight: true, look: isOnlyWide },
  status: { title: "State", sorts: ["-status", "status"], look: isNotOnPhone },
} as const satisfies Readonly<Record<string, QuestionColumn>>;

export const rowHeights = { plain: 45, withHits: 67, phone: 64, phoneWithHits: 86 } as const;
