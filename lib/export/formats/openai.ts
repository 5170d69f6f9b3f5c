import { isPair } from "../candidate.ts";
import { linesFile, messagesOf, refuseKind, withThinkTags, type DataFile, type RowFormat } from "./format.ts";

const megabyte = 1024 ** 2;

/**
 * OpenAI fine-tuning files: `messages` for supervised training, `input`, `preferred_output` and
 * `non_preferred_output` for preferences; Together and Fireworks read the same. The last message is trained on; an
 * assistant's turn before it, where a prompt has one, gets weight 0.
 */
export const openai: RowFormat = {
  name: "openai",
  title: "OpenAI fine-tuning",
  kinds: ["sft", "dpo"],
  reasoning: ["drop", "think_tags"],
  minRows: 10,
  defaultTokens: () => null,
  maxFileBytes: 512 * megabyte,
  fileOf: linesFile,
  columnsOf: () => null,
  toRow: (candidate, reasoning) => {
    const messages = messagesOf(candidate);
    const toMessage = (output: Parameters<typeof withThinkTags>[0]) => ({
      role: "assistant",
      content: withThinkTags(output, reasoning),
    });
    if (candidate.kind === "sft") {
      const before = messages.map((message) =>
        message.role === "assistant" ? { ...message, weight: 0 } : message,
      );
      return { messages: [...before, toMessage(candidate.output)] };
    }
    if (!isPair(candidate)) return refuseKind("openai", candidate.kind);
    return {
      input: { messages },
      preferred_output: [toMessage(candidate.chosen)],
      non_preferred_output: [toMessage(candidate.rejected)],
    };
  },
  loaders: (files) => [
    { path: "loader/openai_jobs.json", text: `${JSON.stringify(jobsOf(files), null, 2)}\n` },
  ],
};

/** A job body for each kind and role; the ids of uploaded files and the model stand in angle brackets. */
function jobsOf(files: readonly DataFile[]): unknown[] {
  return [...Map.groupBy(files, ({ kind, role }) => `${kind}_${role}`)].map(([name, parts]) => {
    const place = (split: string): string | undefined => parts.find((file) => file.split === split)?.path;
    const [train, validation] = [place("train"), place("validation")];
    return {
      name,
      body: {
        model: "<model>",
        training_file: `<id of ${train ?? "a training file, which this export lacks"}>`,
        ...(validation !== undefined && { validation_file: `<id of ${validation}>` }),
        method: { type: parts[0]?.kind === "dpo" ? "dpo" : "supervised" },
      },
    };
  });
}
