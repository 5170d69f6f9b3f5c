import type { FoldedPrompts } from "@/lib/draw/page/fold-prompts.ts";
import { indexTree, type TreeIndex } from "@/components/tree/index-tree.ts";
import type { Tree } from "@/lib/http/wire/trees.ts";

/** What the list of questions says of a tree; `value` is null while it grows. */
export type Summary = {
  readonly index: number;
  readonly question: string;
  readonly value: number | null;
  readonly leaves: number;
  readonly correctLeaves: number;
};
export type About = {
  readonly title: string;
  readonly runName: string;
  readonly treesTotal: number;
  readonly isSimulated: boolean;
  readonly facts: readonly (readonly [name: string, value: string])[];
};
export type OpenTree = FoldedPrompts & {
  readonly index: TreeIndex;
  /** MathML by `formulaKey`. */
  readonly formulas: Readonly<Record<string, string>>;
  /** The texts that prompts quote. */
  readonly known: readonly string[];
};

export type Page = {
  readonly about: About;
  readonly summaries: readonly Summary[];
  /** Reads a tree when it is looked at: hundreds at once would make the page slow to open. */
  readonly openTree: (at: number) => OpenTree;
};

// What stands in the blocks was written by `writePage` of the same build, and nothing else can be in them.
const parse = <Shape>(text: string | null | undefined): Shape => JSON.parse(text ?? "null") as Shape;

/** The page's data from its JSON blocks. */
export function readPage(): Page {
  const blocks = [...document.querySelectorAll<HTMLScriptElement>("script.tree")];
  return {
    about: parse<About>(document.getElementById("about")?.textContent),
    summaries: blocks.map((block) => parse<Summary>(block.dataset["summary"])),
    openTree: (at) => {
      const { tree, ...rest } = parse<Omit<OpenTree, "index" | "known"> & { tree: Tree }>(
        blocks[at]?.textContent,
      );
      const known = [tree.question.text, ...tree.nodes.map(({ text }) => text)].map((text) => text.trim());
      return { ...rest, known, index: indexTree(tree) };
    },
  };
}
