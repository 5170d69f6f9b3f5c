import type { JudgeError } from "../core/audit/estimate-judge-error.ts";
import type { Incomplete, Role, UnknownLeaves } from "../core/tree.ts";

/** What an export says of a run it drew from: only what cannot change under it, so no name and no times. */
export type RunFacts = {
  readonly id: string;
  readonly protocol: string;
  readonly configHash: string;
  /** The threshold that the labels were made with: the recipe's, else the run's. */
  readonly threshold: number;
  readonly unknownLeaves: UnknownLeaves;
  readonly incomplete: Incomplete;
  /** Null where an import did not say. */
  readonly models: Readonly<Record<Role, string | null>>;
  /** Null for an imported run. */
  readonly dataset: { readonly name: string; readonly sha256: string } | null;
  readonly isSimulated: boolean;
  /** Questions whose gold was mended since the data set came; left out: none. */
  readonly mendedGolds?: number;
  /** How often its judge is wrong by a blind sample; left out where none of the present verdicts was judged. */
  readonly judgeError?: JudgeError;
};
