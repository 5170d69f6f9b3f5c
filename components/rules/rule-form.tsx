import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { describeRule } from "./describe-rule.ts";
import { KindFields } from "./kind-fields.tsx";
import { PlaceFields } from "./place-fields.tsx";
import type { useRuleEditor } from "./use-rule-editor.ts";

type RuleFormProps = {
  readonly editor: ReturnType<typeof useRuleEditor>;
  /** The number that a save would give. */
  readonly nextVersion: number;
  readonly runCount: number;
};

/** The rule in fields, what it says in words, and what saving it does. */
export function RuleForm({ editor, nextVersion, runCount }: RuleFormProps) {
  const { draft, rule, change, errorAt, save, isChanged } = editor;
  const isSame = nextVersion > 1 && !isChanged;
  return (
    <Card className="p-4">
      <form
        aria-label="Rule"
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          editor.submit();
        }}
      >
        <PlaceFields draft={draft} onChange={change} errorAt={errorAt} />
        <KindFields draft={draft} onChange={change} errorAt={errorAt} />
        <div className="rounded-control bg-sunken p-3" aria-live="polite">
          <p className="text-tiny text-ink3 mb-0.5">In words</p>
          <p className="wrap-anywhere">
            {rule === null ? "The rule is not complete yet." : describeRule(rule)}
          </p>
          <p className="text-small text-ink3 mt-1">
            Where no answer can be read, the verdict is unknown, never incorrect.
          </p>
        </div>
        <Field label="Note" hint="Why this version; it stands in the list below.">
          {(control) => (
            <Input
              {...control}
              maxLength={2000}
              value={editor.note}
              onChange={(event) => editor.setNote(event.target.value)}
            />
          )}
        </Field>
        {save.isError && (
          <ErrorNote
            error={save.error}
            title="The rule was not saved"
            isAtField={(path) => errorAt(path.replace(/^rule\./, "")) !== null}
          />
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button type="submit" variant="primary" disabled={save.isPending || isSame}>
            {save.isPending ? "Trying and saving…" : `Use as rule ${nextVersion}`}
          </Button>
          <p className="text-small text-ink3 min-w-0 flex-1">
            {isSame
              ? "Nothing is changed yet."
              : runCount === 0
                ? "New runs judge by it."
                : `New runs judge by it; the ${runCount === 1 ? "run" : `${runCount} runs`} that ${runCount === 1 ? "is" : "are"} there ${runCount === 1 ? "keeps its" : "keep their"} own.`}
          </p>
        </div>
      </form>
    </Card>
  );
}
