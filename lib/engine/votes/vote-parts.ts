import type { Malthouse } from "../malthouse.ts";

/** What asking for votes needs of the studio. */
export type VoteParts = Pick<Malthouse, "store" | "grower" | "log" | "bus"> & {
  /** [0, 1); draws the waits between attempts. */
  readonly random?: () => number;
};
