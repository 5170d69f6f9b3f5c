import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { rolldown } from "rolldown";
import { palette } from "../../../lib/draw/palette.ts";

const root = path.join(import.meta.dirname, "../../..");

/** The few utility classes that the canvas uses, for a page without the app's style sheet. */
const utilities = `
  .relative{position:relative}.absolute{position:absolute}.inset-0{inset:0}.size-full{width:100%;height:100%}
  .flex{display:flex}.flex-col{flex-direction:column}.flex-1{flex:1}.min-h-0{min-height:0}.shrink-0{flex-shrink:0}
  .h-11{height:44px}.w-full{width:100%}.overflow-hidden{overflow:hidden}.touch-none{touch-action:none}
  .select-none{user-select:none}.cursor-pointer{cursor:pointer}
  html,body,#root{height:100%;margin:0}#root{display:flex;flex-direction:column;font:13px Arial,sans-serif}
  .flow-node{display:flex;align-items:center;gap:4px;width:150px;height:36px;font-size:11.5px;white-space:nowrap}
`;

/** Both techniques, bundled for production into one page in `folder`; answers its path. */
export async function buildPage(folder: string): Promise<string> {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, "page.ts"),
    platform: "browser",
    resolve: { alias: { "@": root } },
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
    onwarn: () => undefined,
  });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  await bundle.close();
  const sheets = await Promise.all(
    ["components/tree/tree.css", "node_modules/@xyflow/react/dist/style.css"].map((file) =>
      readFile(path.join(root, file), "utf8"),
    ),
  );
  const tokens = Object.entries(palette).map(([name, [light]]) => `--${name}:${light}`);
  const file = path.join(folder, "draw.html");
  await writeFile(
    file,
    `<!doctype html><meta charset="utf-8"><style>:root{${tokens.join(";")}}${utilities}${sheets.join("\n")}</style><div id="root"></div><script>${output[0].code.replaceAll("</script", "<\\/script")}</script>`,
  );
  return file;
}
