import type { Role } from "../../core/tree.ts";
import { isRow, type Row } from "../shape.ts";
import { readCorrectness } from "./read-correctness.ts";
import type { Turn } from "./trajectory.ts";

const textNames = ["text", "content", "output", "response", "completion"] as const;

/** A turn of a text, or of an object with the text, its model and whether it is right; null where there is no text. */
export function readTurn(role: Role, value: unknown): Turn | null {
  if (typeof value === "string")
    return value.trim() === "" ? null : { role, text: value, model: null, isCorrect: null };
  if (!isRow(value)) return null;
  const text = textOf(value);
  if (text === null) return null;
  const { model } = value;
  return {
    role,
    text,
    model: typeof model === "string" && model !== "" ? model : null,
    isCorrect: readCorrectness(value),
  };
}

function textOf(row: Row): string | null {
  for (const name of textNames) {
    const value = row[name];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return null;
}
