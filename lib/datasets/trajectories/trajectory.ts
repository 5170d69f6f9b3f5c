import type { Question, Role } from "../../core/tree.ts";
import type { Row } from "../shape.ts";

/** What a protocol's ways look like from outside: its roles in order of depth, the last one's texts are leaves. */
export type RoleOrder = { readonly protocol: string; readonly roles: readonly Role[] };

/** A text of a role with what the row told of it; null is "not told". */
export type Turn = {
  readonly role: Role;
  readonly text: string;
  readonly model: string | null;
  /** Whether the row calls it right; false only where it says so. */
  readonly isCorrect: boolean | null;
};

/** One way down a tree as another tool wrote it: from the question through one text of each role. */
export type Trajectory = {
  readonly turns: readonly [Turn, ...Turn[]];
  /** Where its last turn stands ("2.1.3"), if the row says so. */
  readonly path: string | null;
};

/** What a row holds: a question, and one or more ways that start from it. */
export type TrajectoryRow = {
  readonly protocol: string;
  readonly question: Omit<Question, "task">;
  /** The row without what tells of the ways: what is left to tell which task it is of. */
  readonly asked: Row;
  readonly trajectories: readonly Trajectory[];
};
