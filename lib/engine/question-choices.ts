import { z } from "zod";

const Choices = z.array(z.object({ label: z.string(), text: z.string() })).min(1);

/** The options of a multiple-choice question, where its row brought any. */
export function choicesOf(meta: Readonly<Record<string, unknown>>): { label: string; text: string }[] | null {
  const parsed = Choices.safeParse(meta["choices"]);
  return parsed.success ? parsed.data : null;
}
