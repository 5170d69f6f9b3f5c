import type { Role } from "../../core/tree.ts";
import { isRow, type Row } from "../shape.ts";
import { cutSolutions } from "./cut-solutions.ts";
import { correctnessNames, correctnessOf, readCorrectness } from "./read-correctness.ts";
import { readTurn } from "./read-turn.ts";
import type { Trajectory, Turn } from "./trajectory.ts";

/** The ways of a row and the fields that told them; why the row cannot be read; or null where it is of another form. */
export type ReadWays =
  | { readonly trajectories: readonly Trajectory[]; readonly fields: readonly string[] }
  | { readonly reason: string };

const endings = ["", "_text", "_output", "_response", "_completion"] as const;
const listNames = ["trajectory", "turns", "steps"] as const;
const samplesNames = ["solutions", "responses", "completions", "samples", "generations", "outputs"] as const;
const oneNames = ["response", "completion", "output", "generation"] as const;
const labelsNames = ["labels", "is_correct", "correct", "rewards"] as const;

/** A column a role: `generator`, or `generator_text`, `_output`, `_response`, `_completion`. */
export function readColumns(row: Row, roles: readonly Role[]): ReadWays | null {
  const found = roles.map((role) => {
    const name = endings.map((ending) => `${role}${ending}`).find((each) => isThere(row[each]));
    return { role, name, turn: name === undefined ? null : readTurn(role, row[name]) };
  });
  if (found.every(({ name }) => name === undefined)) return null;
  const broken = found.find(({ name, turn }) => name !== undefined && turn === null);
  if (broken) return { reason: `"${broken.name}" holds no text: give a text, or { text, model }` };
  return wayOf(
    row,
    roles,
    found.flatMap(({ turn }) => turn ?? []),
    found.flatMap(({ name }) => name ?? []),
  );
}

/** A list of turns in order: `trajectory`, `turns` or `steps`, each { role, text }. */
export function readList(row: Row, roles: readonly Role[]): ReadWays | null {
  const name = listNames.find((each) => Array.isArray(row[each]));
  const list: unknown = name === undefined ? null : row[name];
  if (name === undefined || !Array.isArray(list)) return null;
  const turns: Turn[] = [];
  for (const [index, entry] of list.entries()) {
    const role: unknown = isRow(entry) ? (entry["role"] ?? entry["agent"] ?? entry["name"]) : null;
    const turn = typeof role === "string" ? readTurn(role, entry) : null;
    if (!turn) return { reason: `${name}.${index} is no turn: give { role, text }` };
    turns.push(turn);
  }
  if (!turns.some(({ role }) => roles.includes(role))) return null;
  return wayOf(row, roles, turns, [name]);
}

/**
 * Answers of one role side by side: a list of texts or of { text, is_correct } (AgentArk's labelled files call it
 * `solutions`), with the labels in it or beside it; several solutions in one `response` (its inference files); or
 * one answer. Only a protocol of one role has such rows.
 */
export function readSamples(row: Row, roles: readonly Role[]): ReadWays | null {
  const [role] = roles;
  if (role === undefined || roles.length > 1) return null;
  const name = samplesNames.find((each) => Array.isArray(row[each]));
  if (name === undefined) return readOne(row, role);
  const list: unknown = row[name];
  if (!Array.isArray(list) || list.length === 0) return { reason: `"${name}" is empty: give the answers` };
  const labelsName = labelsNames.find((each) => Array.isArray(row[each]));
  const labels: unknown = labelsName === undefined ? [] : row[labelsName];
  const told: readonly unknown[] = Array.isArray(labels) ? labels : [];
  if (told.length > 0 && told.length !== list.length)
    return { reason: `"${labelsName}" has ${told.length} entries where "${name}" has ${list.length}` };
  const trajectories: Trajectory[] = [];
  for (const [index, entry] of list.entries()) {
    const turn = readTurn(role, entry);
    if (!turn) return { reason: `${name}.${index} holds no text` };
    const isCorrect = turn.isCorrect ?? correctnessOf(told[index]);
    trajectories.push({ turns: [{ ...turn, model: turn.model ?? modelOf(row), isCorrect }], path: null });
  }
  return { trajectories, fields: [name, ...(labelsName === undefined ? [] : [labelsName])] };
}

function readOne(row: Row, role: Role): ReadWays | null {
  const name = oneNames.find((each) => isThere(row[each]));
  if (name === undefined) return null;
  const turn = readTurn(role, row[name]);
  if (!turn) return { reason: `"${name}" holds no text: give the answer` };
  const solutions = cutSolutions(turn.text);
  if (!solutions) return wayOf(row, [role], [turn], [name]);
  return {
    trajectories: solutions.map((text) => ({
      turns: [{ ...turn, text, model: turn.model ?? modelOf(row) }],
      path: null,
    })),
    fields: [name],
  };
}

/** One way in the order of the roles, from the first; the row's word on it is its last turn's. */
function wayOf(row: Row, roles: readonly Role[], turns: readonly Turn[], names: readonly string[]): ReadWays {
  const order = turns.map(({ role }) => role);
  const wrong = order.findIndex((role, index) => role !== roles[index]);
  if (wrong >= 0)
    return {
      reason: roles.includes(order[wrong] ?? "")
        ? `${order[wrong]} stands where ${roles[wrong] ?? "nothing"} belongs: a trajectory is ${roles.join(", ")}`
        : `${JSON.stringify(order[wrong])} is no role here: a trajectory is ${roles.join(", ")}`,
    };
  const [first, ...others] = turns.map((turn) => ({ ...turn, model: turn.model ?? modelOf(row) }));
  if (!first) return { reason: `holds no turn: a trajectory is ${roles.join(", ")}` };
  const all: [Turn, ...Turn[]] = [first, ...others];
  const last = all.length - 1;
  const told = all.length === roles.length ? readCorrectness(row) : null;
  const leaf = all[last];
  if (leaf) all[last] = { ...leaf, isCorrect: leaf.isCorrect ?? told };
  const { path } = row;
  return {
    trajectories: [{ turns: all, path: typeof path === "string" && path !== "" ? path : null }],
    fields: [...names, "path", ...correctnessNames],
  };
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null;
const modelOf = ({ model }: Row): string | null => (typeof model === "string" && model !== "" ? model : null);
