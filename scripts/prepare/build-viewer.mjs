import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { palette } from "../../lib/draw/palette.ts";
import { projectRoot } from "../launch/project-root.mjs";

/** Where the server reads them from. */
const target = path.join(projectRoot, ".next", "offline");

/**
 * Bundles what shows trees in a page with no network: one script and one style sheet, from the sources of the tree page.
 * @param {string} [folder] where to
 * @returns {Promise<{ script: string, style: string }>} what was written
 * @throws {Error} with the bundler's own words
 */
export async function buildViewer(folder = target) {
  const { rolldown } = await import("rolldown");
  const source = path.join(projectRoot, "components", "offline");
  const bundle = await rolldown({
    input: path.join(source, "viewer.ts"),
    platform: "browser",
    resolve: { alias: { "@": projectRoot } },
  });
  const { output } = await bundle.generate({ format: "iife", minify: true, comments: false });
  await bundle.close();
  const script = output[0].code.trim();
  const sheet = await readFile(path.join(source, "viewer.css"), "utf8");
  const style = `${tokens()}${sheet.replaceAll(/\s*\n\s*/g, "\n").trim()}`;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "viewer.js"), script);
  await writeFile(path.join(folder, "viewer.css"), style);
  return { script, style };
}

/** The palette as CSS variables. */
function tokens() {
  const rows = Object.entries(palette).map(
    ([name, [light, dark]]) => `--${name}:light-dark(${light},${dark})`,
  );
  return `:root{${rows.join(";")}}\n`;
}
