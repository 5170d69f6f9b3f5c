import type { TreeIndex } from "@/components/tree/index-tree.ts";
import { writeMarkup } from "@/lib/draw/write-markup.ts";
import { drawPicture, type PictureOptions } from "./draw-picture.ts";
import { renderPng } from "./render-png.ts";
import { saveFile } from "./save-file.ts";

/** Draws the tree as it is shown and saves it. Throws `too_large` for a PNG that no browser could hold. */
export async function takePicture(
  index: TreeIndex,
  kind: "svg" | "png",
  options: PictureOptions,
): Promise<void> {
  const picture = drawPicture(index, options);
  const svg = `<?xml version="1.0" encoding="UTF-8"?>\n${writeMarkup(picture.svg)}\n`;
  const part = options.root ? `-${options.root}` : "";
  const name = `question-${index.tree.index + 1}${part}-${options.view}.${kind}`;
  const blob = kind === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await renderPng(svg, picture);
  saveFile(blob, name);
}
