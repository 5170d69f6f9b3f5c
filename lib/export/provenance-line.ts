import { isRecord } from "../core/is-record.ts";

/** A line of provenance.jsonl as it is read back: what an export says of one of its rows. */
export type ProvenanceLine = {
  readonly file: string;
  /** Counts from 0 in `file`. */
  readonly row: number;
  readonly kind: string;
  /** Null of whole trees, as are split and question where a line has none. */
  readonly role: string | null;
  readonly split: string | null;
  readonly runId: string;
  readonly treeId: string;
  readonly questionId: string | null;
  /** The nodes of the row: chosen and rejected of a pair, a node a turn of a way, else one or none. */
  readonly nodeIds: readonly string[];
  readonly values: readonly number[];
  /** Whether nodeIds are a chosen and a rejected one. */
  readonly isPair: boolean;
  /** What a person said of the pair. */
  readonly decision: string | null;
  /** Of a completion by itself, whether it is wanted; a label a turn of a way. Null where the row has none. */
  readonly labels: readonly boolean[] | null;
};

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
const texts = (values: readonly unknown[]): string[] => values.filter((value) => typeof value === "string");
const numbers = (values: readonly unknown[]): number[] => values.filter((value) => typeof value === "number");

/** Throws where the text is no line that provenanceOf or writeTrees wrote. */
export function readProvenanceLine(text: string): ProvenanceLine {
  const line: unknown = JSON.parse(text);
  if (!isRecord(line)) throw new TypeError("a line of provenance is an object");
  const isPair = "chosenNodeId" in line;
  const { nodeIds: turns, label, labels } = line;
  return {
    file: textOf(line["file"]) ?? "",
    row: Number(line["row"]),
    kind: textOf(line["kind"]) ?? "",
    role: textOf(line["role"]),
    split: textOf(line["split"]),
    runId: textOf(line["runId"]) ?? "",
    treeId: textOf(line["treeId"]) ?? "",
    questionId: textOf(line["questionId"]),
    nodeIds: texts(
      isPair
        ? [line["chosenNodeId"], line["rejectedNodeId"]]
        : Array.isArray(turns)
          ? turns
          : [line["nodeId"]],
    ),
    values: numbers(
      isPair
        ? [line["chosenValue"], line["rejectedValue"]]
        : Array.isArray(line["values"])
          ? line["values"]
          : [line["value"]],
    ),
    isPair,
    decision: textOf(line["decision"]),
    labels: Array.isArray(labels)
      ? labels.map((label) => label === true)
      : typeof label === "boolean"
        ? [label]
        : null,
  };
}
