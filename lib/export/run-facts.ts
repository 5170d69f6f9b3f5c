import type { JudgeError } from "../core/audit/estimate-judge-error.ts";
import type { Incomplete, Role, UnknownLeaves } from "../core/tree.ts";

/** The pairs of one role over all finished trees under the export's threshold, before decisions and drops. */
export type ChancePairs = {
  readonly role: Role;
  readonly pairs: number;
  /** Expected if siblings were equal, with one standard deviation; null for leaves, whose value is their own verdict. */
  readonly expected: { readonly pairs: number; readonly deviation: number } | null;
  /** Estimated pairs whose chosen side is in truth the worse; null for leaves. */
  readonly reversed: number | null;
};

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
  /** Its prompts are not known: rows hold the studio's own in their place; left out: they are as sent. */
  readonly assumedPrompts?: boolean;
  /** How often its judge is wrong by a blind sample; left out where none of the present verdicts was judged. */
  readonly judgeError?: JudgeError;
  /** Pairs that annotators differ on and nobody has settled; left out: none. */
  readonly conflicts?: number;
  /** Its sibling pairs by role beside what equal siblings would give; left out for controls and a raised threshold. */
  readonly chance?: readonly ChancePairs[];
};
