import { flagWords, methodWords, reasonWords } from "@/components/judge/judge-words.ts";
import { nameOf, type Place } from "@/components/tree/index-tree.ts";
import { formatValue } from "@/components/tree/format-value.ts";
import { kindOf, verdictOf, wordOf } from "@/components/tree/look-of-node.ts";
import { formatCount, formatUsd } from "@/components/ui/format.ts";
import { parentPath, type Path } from "@/lib/core/path.ts";
import { cutText } from "@/lib/draw/cut-text.ts";
import { unfoldMessage } from "@/lib/draw/page/fold-prompts.ts";
import { button, element } from "./build-element.ts";
import { glyphOf } from "./glyph-of.ts";
import type { PanelParts } from "./panel-parts.ts";
import type { OpenTree } from "./read-page.ts";
import { renderText } from "./render-text.ts";
import { showCredit } from "./show-credit.ts";

/** Everything about the selected place, for reading: text, answer, credit, pairs, prompt and facts. */
export function showNode(path: Path, parts: PanelParts): Node[] {
  const place = parts.tree.index.places.get(path);
  if (!place) return showQuestion(parts);
  const title = `${place.role.title} ${nameOf(place)}`;
  const value = place.kind === "node" ? (formatValue(place.node) ?? "–") : "";
  const head = element(
    "div",
    { class: "head" },
    element("h2", { "aria-live": "polite" }, title),
    element("code", { title: "path" }, path),
    element("span", { class: "gap" }),
    glyphOf(place, parts.tree.index.tree.threshold),
    element("b", {}, value),
  );
  if (place.kind !== "node") {
    const words =
      place.kind === "failed"
        ? `Failed for good after ${place.part.attempts} attempts (${place.part.code}).`
        : "Not written when this page was made.";
    return [head, section("Text", element("p", {}, words)), showCredit(path, parts)];
  }
  return [
    head,
    textOf(place, parts),
    answerOf(place, parts),
    showCredit(path, parts),
    ...restOf(place, parts),
  ];
}

function showQuestion(parts: PanelParts): Node[] {
  const { question } = parts.tree.index.tree;
  return [
    element("div", { class: "head" }, element("h2", { "aria-live": "polite" }, "Question")),
    section(
      "Text",
      renderText(question.text, null, parts.tree.formulas),
      element("p", { class: "small" }, "Gold ", element("b", { class: "mono" }, question.gold)),
    ),
    showCredit("", parts),
    promptOf("", parts) ?? new Text(""),
  ];
}

const section = (title: string, ...children: Node[]): HTMLElement =>
  element("section", { "aria-label": title }, ...children);

type NodePlace = Extract<Place, { kind: "node" }>;

function textOf({ node, role }: NodePlace, { tree, isRaw, onRaw }: PanelParts): HTMLElement {
  const kind = kindOf(node, role);
  const notes = [
    node.incomplete ? wordOf.unlabelled : "",
    kind === "open" ? wordOf.open : "",
    node.finishReason === "length" ? "cut at the token limit" : "",
  ].filter(Boolean);
  const toggle = button(
    () => onRaw(!isRaw),
    { class: "right", "aria-pressed": String(isRaw) },
    "Raw ",
    element("kbd", {}, "r"),
  );
  return section(
    "Text",
    toggle,
    ...notes.map((note) => element("span", { class: "tag" }, note)),
    node.reasoning
      ? element(
          "details",
          {},
          element("summary", {}, "Reasoning, not part of the text"),
          element("div", { class: "raw" }, node.reasoning),
        )
      : new Text(""),
    isRaw ? rawText(node.text, node.answer) : renderedOr(node.text, node.answer, tree),
  );
}

function renderedOr(text: string, answer: NodePlace["node"]["answer"], tree: OpenTree): HTMLElement {
  try {
    return renderText(text, answer, tree.formulas);
  } catch {
    // Markdown nested thousands of levels deep; to the letter it can still be read.
    return rawText(text, answer);
  }
}

const rawText = (text: string, answer: NodePlace["node"]["answer"]): HTMLElement =>
  element(
    "div",
    { class: "raw", dir: "auto" },
    ...cutText(text, [], answer).map((piece) =>
      piece.isAnswer ? element("mark", {}, piece.text) : new Text(piece.text),
    ),
  );

const verdictWords = { correct: "✓ correct", incorrect: "✕ incorrect", unknown: "? unknown" } as const;

function answerOf({ node, role }: NodePlace, { tree }: PanelParts): HTMLElement {
  const rows: [string, Node | string][] = [];
  if (role.isClaiming)
    rows.push(["Claim (never credit)", node.claim === null ? "none found" : `says ${node.claim}`]);
  if (role.isJudged) {
    const verdict = verdictOf(node);
    rows.push(
      ["Extracted", node.answer ? element("mark", { class: "mono" }, node.answer.raw) : "none"],
      ["Gold", element("span", { class: "mono" }, tree.index.tree.question.gold)],
      ["Verdict", verdict === null ? "not judged yet" : verdictWords[verdict]],
    );
    if (node.override) {
      const { author, reason, at } = node.override;
      const by = [author ?? "a person", at.slice(0, 10), reason ?? ""].filter(Boolean).join(", ");
      rows.push(["Overridden by", `${by}; the judge said ${node.verdict ?? "nothing"}`]);
    }
    if (node.judge) {
      const flags = node.judge.flags.map(flagWords);
      rows.push([
        "Why",
        [reasonWords(node.judge.reason), methodWords(node.judge.method), ...flags].join(" · "),
      ]);
    }
  }
  return rows.length === 0 ? element("div") : section("Answer", listOf(rows));
}

const listOf = (rows: readonly (readonly [string, Node | string])[]): HTMLElement =>
  element("dl", {}, ...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));

function restOf({ path, node }: NodePlace, parts: PanelParts): Node[] {
  const facts: [string, string][] = [
    ["Model", node.model ?? "–"],
    ["Tokens in, out", [node.promptTokens, node.completionTokens].map(tokens).join(", ")],
    ["Cost", node.costUsd ? formatUsd(node.costUsd) : "no price"],
    ["Finish", node.finishReason ?? "–"],
    ["Seed", node.seed === null ? "none sent" : String(node.seed)],
    ["Judge", node.judge?.version ?? "–"],
  ];
  return [
    pairsOf(path, parts),
    promptOf(parentPath(path), parts) ?? element("div"),
    section("Facts", listOf(facts)),
  ];
}

const tokens = (count: number | null): string => (count === null ? "–" : formatCount(count));

/** Its siblings of the other label: each is a pair with it. */
function pairsOf(path: Path, { tree: { index }, onSelect }: PanelParts): HTMLElement {
  const place = index.places.get(path);
  const label = place?.kind === "node" ? place.node.label : null;
  const others = (index.children.get(parentPath(path)) ?? []).flatMap((sibling) => {
    const other = index.places.get(sibling);
    return other?.kind === "node" && label !== null && other.node.label !== null && other.node.label !== label
      ? [other]
      : [];
  });
  if (others.length === 0)
    return section("Pairs", element("p", { class: "small" }, "In no preference pair."));
  return section(
    "Pairs",
    element(
      "p",
      { class: "small" },
      `${label === "positive" ? "Chosen over" : "Rejected for"} `,
      ...others.map((other) => button(() => onSelect(other.path), { class: "chip" }, nameOf(other))),
    ),
  );
}

function promptOf(parent: Path, { tree }: PanelParts): HTMLElement | null {
  const messages = tree.prompts[parent];
  if (!messages || (parent === "" && tree.index.paths.length === 0)) return null;
  return section(
    "Prompt",
    element(
      "details",
      {},
      element("summary", {}, parent === "" ? "Prompt of the first answers" : "Prompt, shared by siblings"),
      ...messages.flatMap((message) => [
        element("p", { class: "role" }, message.role),
        element("div", { class: "raw", dir: "auto" }, unfoldMessage(message, tree.literals, tree.known)),
      ]),
    ),
  );
}
