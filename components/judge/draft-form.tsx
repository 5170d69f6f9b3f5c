import { Field } from "@/components/ui/field.tsx";
import { formatCount } from "@/components/ui/format.ts";
import { Input, TextArea } from "@/components/ui/input.tsx";
import { JudgedBySelect } from "./judged-by-select.tsx";
import type { JudgeDraft } from "./use-judge-draft.ts";

type DraftFormProps = {
  readonly draft: JudgeDraft;
  readonly isTooLong: boolean;
  /** Whether the question has a field here; a stored completion shows its own. */
  readonly hasQuestion: boolean;
  readonly onChange: (fields: Partial<JudgeDraft>) => void;
};

/** A text, its gold and how it is judged. */
export function DraftForm({ draft, isTooLong, hasQuestion, onChange }: DraftFormProps) {
  return (
    <div className="grid gap-3">
      <div className="grid gap-2.5 md:grid-cols-2">
        <JudgedBySelect draft={draft} onChange={onChange} />
        <Field label="Gold">
          {(control) => (
            <Input
              {...control}
              dir="auto"
              className="font-mono"
              spellCheck={false}
              value={draft.gold}
              onChange={(event) => onChange({ gold: event.target.value })}
            />
          )}
        </Field>
      </div>
      {hasQuestion && (
        <Field
          label="Question, if it matters"
          hint="Read for what an answer may repeat: an inequality, a percentage."
        >
          {(control) => (
            <TextArea
              {...control}
              dir="auto"
              rows={2}
              value={draft.question}
              onChange={(event) => onChange({ question: event.target.value })}
            />
          )}
        </Field>
      )}
      {(draft.task === "csqa" || draft.choices !== "") && (
        <Field label="Choices, one a line" hint="“A: kiln”. The gold is the letter.">
          {(control) => (
            <TextArea
              {...control}
              dir="auto"
              rows={Math.min(6, Math.max(3, draft.choices.split("\n").length))}
              value={draft.choices}
              onChange={(event) => onChange({ choices: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field
        label="Text of the completion"
        hint={
          isTooLong
            ? `${formatCount(draft.text.length)} characters: too long for the address, so a link to this page leaves the text out.`
            : `${formatCount(draft.text.length)} characters`
        }
      >
        {(control) => (
          <TextArea
            {...control}
            data-find
            dir="auto"
            rows={14}
            spellCheck={false}
            className="text-read!"
            value={draft.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <label className="text-small text-ink2 flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={draft.isCut}
          onChange={(event) => onChange({ isCut: event.target.checked })}
        />
        The text was cut by the token limit: only an explicit closing form counts
      </label>
    </div>
  );
}
