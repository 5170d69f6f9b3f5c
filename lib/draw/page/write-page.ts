import { createHash } from "node:crypto";
import type { Message } from "../../core/tree.ts";
import { escapeMarkup } from "../write-markup.ts";
import { escapeJson } from "./escape-json.ts";
import { foldPrompts } from "./fold-prompts.ts";
import { renderFormulas } from "./render-formulas.ts";

/** What a page shows and how: the bundled script and style of the viewer. */
export type Viewer = { readonly script: string; readonly style: string };

/** One tree as it goes into a page. */
export type PageTree = {
  /** What the list of questions says of it. */
  readonly summary: object;
  /** The tree in the shape of the API's `Tree`, without what must not leave. */
  readonly tree: object;
  /** Texts in which formulas may stand, and which prompts quote: the question, then each node's in order. */
  readonly texts: readonly string[];
  /** By the path whose children were asked so. */
  readonly prompts: ReadonlyMap<string, readonly Message[]>;
};

/** Policy of the page: its own script and style by their hash, and nothing else at all, from nowhere. */
function policyOf({ script, style }: Viewer): string {
  const hashOf = (text: string): string =>
    `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Throws RangeError on a viewer that would end its own element. */
function checkViewer({ script, style }: Viewer): void {
  if (/<\/script|<!--|\r|\0/i.test(script))
    throw new RangeError("the viewer's script cannot stand in a page");
  if (/<\/style|\r|\0/i.test(style)) throw new RangeError("the viewer's style cannot stand in a page");
}

/**
 * One HTML file that needs no network: `about` says where it comes from, `trees` what is in it, and the viewer shows it.
 * All texts are data in JSON blocks, so none of them can run; what they hold can be read with any tool. Yields the file
 * in parts, a tree at a time. Throws RangeError on a viewer that would end its own element.
 */
export async function* writePage(
  viewer: Viewer,
  about: { readonly title: string; readonly [fact: string]: unknown },
  trees: AsyncIterable<PageTree> | Iterable<PageTree>,
): AsyncGenerator<string> {
  checkViewer(viewer);
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policyOf(viewer))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeMarkup(about.title)}</title>
<style>${viewer.style}</style>
</head>
<body>
<noscript>This page draws trees with a script of its own. Allow it to run, or read the texts in its source.</noscript>
<main id="page"></main>
<script type="application/json" id="about">${escapeJson(about)}</script>
`;
  for await (const { summary, tree, texts, prompts } of trees) {
    const data = {
      tree,
      formulas: renderFormulas(texts),
      ...foldPrompts(
        prompts,
        texts.map((text) => text.trim()),
      ),
    };
    yield `<script type="application/json" class="tree" data-summary="${escapeMarkup(JSON.stringify(summary))}">${escapeJson(data)}</script>\n`;
  }
  yield `<script>${viewer.script}</script>
</body>
</html>
`;
}
