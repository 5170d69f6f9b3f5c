import type { Export } from "@/lib/http/wire/exports.ts";

type Taken = Pick<Export, "id" | "recipe" | "recipeHash" | "files">;

/** What the server saves the zip as. */
const zipName = ({ recipe, recipeHash }: Taken): string =>
  `malthouse-${String(recipe["format"])}-${recipeHash.slice(0, 8)}.zip`;

/** Takes the zip, and goes on with it where it broke off. */
export const curlLine = (item: Taken, origin: string): string =>
  `curl -C - -o ${zipName(item)} ${origin}/api/exports/${item.id}/download`;

/** Three lines that read one file of the zip; null for whole trees, which are no table. */
export function pythonLines(item: Taken): string | null {
  const file = item.files.find(({ path, rows }) => path.startsWith("data/") && rows !== null && rows > 0);
  if (!file || item.recipe["format"] === "trees") return null;
  const builder = file.path.endsWith(".parquet") ? "parquet" : "json";
  return [
    "from datasets import load_dataset",
    `rows = load_dataset("${builder}", data_files="zip://${file.path}::${zipName(item)}", split="train")`,
    "print(rows, rows[0])",
  ].join("\n");
}
