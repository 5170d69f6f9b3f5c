import { cutMarks, type PlantedText } from "./plant-marks.ts";

/** The few kinds of a parsed page that matter here; everything else passes untouched. */
type Branch = {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Branch[];
};

const element = (tagName: string, properties: Record<string, unknown>, text: string): Branch => ({
  type: "element",
  tagName,
  properties,
  children: [{ type: "text", value: text }],
});

/**
 * Turns the planted marks of a parsed page into elements: `mark` round the answer, `data` in a formula's place.
 * Within code a formula's token turns back into its source.
 */
export function cutElements(planted: PlantedText): (root: Branch) => void {
  return (root) => {
    let isOpen = false;
    const visit = (branch: Branch, isCode: boolean): void => {
      if (!branch.children) return;
      const within = isCode || branch.tagName === "code";
      branch.children = branch.children.flatMap((child): Branch[] => {
        if (child.type !== "text" && child.type !== "raw") {
          visit(child, within);
          return [child];
        }
        const cut = cutMarks(child.value ?? "", isOpen);
        isOpen = cut.isOpen;
        return cut.pieces.map((piece): Branch => {
          if (piece.kind === "maths") {
            const tex = planted.maths[piece.maths]?.tex ?? "";
            return within
              ? { type: "text", value: tex }
              : element("data", { value: String(piece.maths) }, tex);
          }
          return piece.isAnswer ? element("mark", {}, piece.text) : { type: "text", value: piece.text };
        });
      });
    };
    visit(root, false);
  };
}
