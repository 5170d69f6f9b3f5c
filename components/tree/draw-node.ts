import { formatNoun } from "@/components/ui/format.ts";
import type { Path } from "@/lib/core/path.ts";
import type { PlacedNode } from "@/lib/draw/layout-tree.ts";
import { rootValue } from "./explain-credit.ts";
import { formatValue } from "./format-value.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";
import { kindOf, wordOf, type NodeKind } from "./look-of-node.ts";
import { radiusOf } from "./radius-of.ts";
import { stopOf } from "./stop-of.ts";

/** What one node looks like, in primitives, so that a memoised component re-draws only what changed. */
export type DrawnNode = {
  readonly path: Path;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly shape: NodeKind | "asked" | "failed" | "question";
  /** 0 … 18, the stop of the value scale; null without a value. */
  readonly stop: number | null;
  readonly name: string;
  readonly value: string;
  /** The stored value, where a supposition gives another. */
  readonly was: string | null;
  readonly aside: string;
  /** Beside a leaf: what the judge read. Null for nodes that carry their words above. */
  readonly answer: string | null;
  readonly isRight: boolean;
  readonly isOverridden: boolean;
  /** Has another verdict than the stored one, for as long as a supposition is tried. */
  readonly isTurned: boolean;
  readonly hidden: number;
  readonly label: string;
  readonly level: number;
  readonly setSize: number;
  readonly position: number;
  readonly isExpanded: boolean | null;
};

/** A text on one line of at most `most` characters, the last one "…" where it goes on. */
export const shorten = (text: string, most: number): string => {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};

/** Turns a place of the layout into what is drawn there. */
export function drawNode(index: TreeIndex, placed: PlacedNode): DrawnNode {
  const { path, x, y, hidden, childCount } = placed;
  const siblings = index.children.get(placed.parent ?? "")?.length ?? 1;
  const among = index.pairs.among.get(path) ?? 0;
  const isExpanded = hidden > 0 ? false : childCount > 0 ? true : null;
  const common = { path, x, y, hidden, isExpanded, level: placed.depth + 1, setSize: siblings };
  const asidePairs = among > 0 ? formatNoun(among, "pair") : "";
  const fold = hidden > 0 ? `${hidden} folded` : "";
  const aside = [asidePairs, fold].filter(Boolean).join(" · ");
  if (path === "") {
    const { text } = rootValue(index);
    const before = index.stored && rootValue(index.stored).text;
    const label = ["Question", text ?? "…", aside].filter(Boolean).join(" ");
    return {
      ...common,
      radius: radiusOf(index, 0),
      shape: "question",
      stop: stopOf(index, path),
      name: "Question",
      value: text ?? "…",
      was: before === text ? null : before,
      aside,
      answer: null,
      isRight: false,
      isOverridden: false,
      isTurned: false,
      label,
      position: 1,
      setSize: 1,
    };
  }
  const place = index.places.get(path);
  const name = nameOf(place);
  const position = Number(path.slice(path.lastIndexOf(".") + 1));
  const isLast = placed.depth === index.depths;
  const rest = {
    radius: radiusOf(index, placed.depth),
    name,
    position,
    isRight: false,
    isOverridden: false,
    isTurned: false,
    stop: null,
    was: null,
  };
  if (place?.kind !== "node") {
    const shape = place?.kind === "failed" ? ("failed" as const) : ("asked" as const);
    const word = shape === "failed" ? "failed" : "asked for";
    return {
      ...common,
      ...rest,
      shape,
      value: "",
      aside: isLast ? "" : word,
      answer: isLast ? word : null,
      label: `${name}, ${word}`,
    };
  }
  const { node, role } = place;
  const shape = kindOf(node, role, index.isGrown);
  const value = formatValue(node) ?? "";
  const known = index.stored?.places.get(path);
  const before = known?.kind === "node" ? formatValue(known.node) : null;
  const answer = role.isLeaf ? (node.answer ? shorten(node.answer.raw, 17) : "no answer") : null;
  const incomplete = node.incomplete ? `${aside}${aside ? " · " : ""}incomplete` : aside;
  // What is seen comes first and in its own order, so that voice control finds the node by what is read off it.
  const seen = role.isLeaf ? [name, answer] : [name, value, incomplete];
  const words = [
    seen.filter(Boolean).join(" "),
    wordOf[shape],
    role.isLeaf && value !== "" ? `value ${value}` : "",
    value === "" ? "no value" : "",
    node.override ? "overridden by a person" : "",
    index.turned.has(path) ? "turned, as a what-if" : "",
    before !== null && before !== value ? `now ${before}` : "",
  ];
  return {
    ...common,
    ...rest,
    shape,
    stop: stopOf(index, path),
    value,
    was: before === value ? null : before,
    aside: incomplete,
    answer,
    isRight: shape === "positive",
    isOverridden: node.override !== null,
    isTurned: index.turned.has(path),
    label: words.filter(Boolean).join(", "),
  };
}
