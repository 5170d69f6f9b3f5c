import type { Dataset } from "@/lib/http/wire/datasets.ts";

/** The tasks as they stand on screen; the task decides how answers are judged. */
export const taskWords: Readonly<Record<Dataset["task"], string>> = {
  gsm8k: "GSM8K (numbers)",
  math: "MATH (expressions)",
  csqa: "CommonsenseQA (choices)",
  hotpotqa: "HotpotQA (short texts)",
  custom: "Custom (text or number)",
};
