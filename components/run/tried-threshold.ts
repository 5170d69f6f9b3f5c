import { createParser } from "nuqs";
import { asItStands } from "@/lib/client/supposition.ts";
import { writeSupposition } from "@/lib/client/supposition-address.ts";

/** A threshold in an address: 0 to 1, at most six decimals; anything else is none. */
export const readThreshold = (text: string): number | null =>
  /^(0|1|0?\.\d{1,6}|1\.0{1,6})$/.test(text) ? Number(text) : null;

/** The threshold that is tried on a run's page, as its address has it beside what the list shows. */
export const triedAddress = {
  theta: createParser({ parse: readThreshold, serialize: String }).withOptions({ history: "replace" }),
};

/** What a tree's address says of it: the tree is then shown as it would be under this threshold. */
export const supposedAt = (tried: number): string => writeSupposition(asItStands({ threshold: tried }));
