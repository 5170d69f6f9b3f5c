import type { TreeItem } from "@/lib/http/wire/runs.ts";

type Valued = Pick<TreeItem, "valueText" | "leaves" | "correctLeaves"> & {
  readonly status?: TreeItem["status"];
};

/** Over the leaves where that is the same number, as the tree prints it: 10/27 and not 10/27 reduced. */
export function valueWords({ valueText, leaves, correctLeaves, status }: Valued): string {
  if (valueText === null) return "–";
  const [top = "0", bottom = "1"] = valueText.split("/");
  const isPooled = leaves > 0 && BigInt(top) * BigInt(leaves) === BigInt(bottom) * BigInt(correctLeaves);
  return isPooled && status !== "failed" ? `${correctLeaves}/${leaves}` : valueText;
}
