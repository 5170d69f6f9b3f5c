import { readFile } from "node:fs/promises";
import path from "node:path";
import { MalthouseError } from "../../core/errors.ts";
import type { Viewer } from "../../draw/page/write-page.ts";

/** Script and style that the build made for pages without network. Throws `not_ready` where nothing was built. */
export async function readViewer(root = process.cwd()): Promise<Viewer> {
  const read = (name: string): Promise<string> =>
    readFile(path.join(/* turbopackIgnore: true */ root, ".next", "offline", name), "utf8");
  try {
    const [script, style] = await Promise.all([read("viewer.js"), read("viewer.css")]);
    return { script, style };
  } catch (cause) {
    throw new MalthouseError(
      "not_ready",
      "The part that shows trees without network was not built. Start Malthouse with npm start, or npm run dev, which build it.",
      { cause },
    );
  }
}
