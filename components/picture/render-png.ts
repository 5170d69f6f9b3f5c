import { MalthouseError } from "@/lib/core/errors.ts";

/** Px of the file for a px of the drawing: sharp on paper and on dense screens. */
const scale = 2;
/** What every browser can hold as one canvas side and in all. */
const [longestSide, mostPixels] = [16_000, 120_000_000];

/** The size of a picture's PNG in px. Throws `too_large` where no browser could hold it. */
export function pngSize({ width, height }: { width: number; height: number }): {
  width: number;
  height: number;
} {
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  if (Math.max(size.width, size.height) <= longestSide && size.width * size.height <= mostPixels) return size;
  throw new MalthouseError(
    "too_large",
    `The PNG would be ${size.width.toLocaleString("en-US")} × ${size.height.toLocaleString("en-US")} px, more than a browser holds. Fold some of the tree or focus a subtree, or take the SVG, which has no size.`,
  );
}

/** Renders an SVG text of `width` × `height` px as a PNG at double size. Throws `too_large`, and `internal` when the browser cannot. */
export async function renderPng(svg: string, picture: { width: number; height: number }): Promise<Blob> {
  const size = pngSize(picture);
  const source = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, size);
    canvas.getContext("2d")?.drawImage(image, 0, 0, size.width, size.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob) return blob;
  } finally {
    URL.revokeObjectURL(source);
  }
  throw new MalthouseError(
    "internal",
    "The browser could not draw the picture. The SVG is the same drawing.",
  );
}
