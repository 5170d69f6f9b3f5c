import type { Task } from "../../core/tree.ts";
import { isRow, without } from "../shape.ts";
import { toQuestion } from "../to-question.ts";
import { readColumns, readList, readSamples } from "./read-ways.ts";
import type { RoleOrder, TrajectoryRow } from "./trajectory.ts";

const forms = [readColumns, readList, readSamples] as const;

/**
 * A row of another tool as ways from its question, or why not. The first of `orders` whose roles the row names reads
 * it: a column a role, a list of turns, or answers side by side. Question and gold are read as those of a data set of
 * this task are.
 */
export function readTrajectories(
  row: unknown,
  orders: readonly RoleOrder[],
  task: Task | null,
): TrajectoryRow | { readonly reason: string } {
  if (!isRow(row)) return { reason: "not an object: a row is a question with the texts of its roles" };
  for (const { protocol, roles } of orders)
    for (const readForm of forms) {
      const read = readForm(row, roles);
      if (!read) continue;
      if ("reason" in read) return read;
      const asked = without(row, read.fields);
      const made = toQuestion(asked, task);
      if ("reason" in made) return made;
      const broken = read.trajectories.some(({ turns }) =>
        turns.some(({ text }) => text.includes("\u0000") || !text.isWellFormed()),
      );
      if (broken)
        return {
          reason: "holds a character that no text can keep (NUL or half a surrogate pair): remove it",
        };
      return { protocol, question: made.question, asked, trajectories: read.trajectories };
    }
  return {
    reason: `holds no text of a role: give a column each to ${orders
      .map(({ roles }) => roles.join(", "))
      .join(" (or to ")}${orders.length > 1 ? ")" : ""}, or a list of answers as "responses"`,
  };
}
