"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Select } from "@/components/ui/select.tsx";
import { type ChangeFilters, isMoving } from "@/lib/client/rejudgings.ts";
import type { JudgeAgain, Rejudging } from "@/lib/http/wire/rejudgings.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { JudgeChanges } from "./judge-changes.tsx";
import { judgeChange } from "./judge-words.ts";
import { RejudgingMoves } from "./rejudging-moves.tsx";
import { RejudgingProgress } from "./rejudging-progress.tsx";
import { RejudgingSummary } from "./rejudging-summary.tsx";
import type { useJudgeAgain } from "./use-judge-again.ts";

type JudgeAgainDialogProps = {
  readonly run: Run;
  readonly state: JudgeAgain;
  readonly again: ReturnType<typeof useJudgeAgain>;
  /** One of the history to look at; null: the newest, or a new one. */
  readonly shownId: string | null;
  readonly onClose: () => void;
};

/** Judging a run again: by what, what it would change, then apply; and back again. */
export function JudgeAgainDialog({ run, state, again, shownId, onClose }: JudgeAgainDialogProps) {
  const { preview, act } = again;
  const [chosen, setChosen] = useState<string | null>(null);
  const [newest] = state.rejudgings;
  const shown =
    shownId === null
      ? newest && newest.status !== "cancelled"
        ? newest
        : null
      : (state.rejudgings.find(({ id }) => id === shownId) ?? null);
  const isPreview = shown?.status === "previewed" || shown?.status === "previewing";
  // What is shown and could be applied was judged by this; the field must not name another rule unasked.
  const previewed = isPreview ? optionOf(shown.to.ruleVersion, state.judge.ruleVersion) : null;
  const rule = chosen ?? previewed ?? "keep";
  const isOfChoice = shownId !== null || previewed === null || previewed === rule;
  const begin = (): void =>
    preview.mutate(rule === "keep" ? undefined : rule === "task" ? null : Number(rule));
  const error = act.error ?? preview.error;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={shownId === null ? "Judge again" : `Judged again, ${shown ? judgeChange(shown) : ""}`}
      description="The stored answers are judged anew, without asking any model. Nothing changes before you apply it, and it can be taken back."
      actions={shown && <Actions rejudging={shown} again={again} isOfChoice={isOfChoice} />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pb-3">
        {shownId === null && (
          <div className="flex flex-wrap items-end gap-2.5">
            <Field label={`By judge ${state.presentVersion} with`} className="min-w-56 flex-1">
              {(control) => (
                <Select {...control} value={rule} onChange={(event) => setChosen(event.target.value)}>
                  <option value="keep">
                    {state.judge.ruleVersion === null
                      ? "the task’s own way, as now"
                      : `rule ${state.judge.ruleVersion}, as now`}
                  </option>
                  {state.judge.ruleVersion !== null && <option value="task">the task’s own way</option>}
                  {state.rules
                    .filter(({ version }) => version !== state.judge.ruleVersion)
                    .map(({ version, isCurrent, note }) => (
                      <option key={version} value={String(version)}>
                        rule {version} of the data set{isCurrent && ", which counts now"}
                        {note && `: ${note}`}
                      </option>
                    ))}
                </Select>
              )}
            </Field>
            <Button
              variant={shown?.status === "previewed" && isOfChoice ? "plain" : "primary"}
              disabled={preview.isPending || again.moving !== null}
              onClick={begin}
            >
              {shown?.status === "previewed" && isOfChoice ? "Preview again" : "Preview"}
            </Button>
          </div>
        )}
        {error && <ErrorNote error={error} title="This was not done" />}
        {shown?.message && (
          <p role="alert" className="bg-warnbg text-warn text-small rounded-control px-3 py-1.5">
            {shown.message}
          </p>
        )}
        {shown && <RejudgingProgress rejudging={shown} />}
        {shown && !(shownId === null && shown.status === "undone") && shown.status !== "previewing" && (
          <Outcome key={shown.id} run={run} rejudging={shown} />
        )}
      </div>
    </Dialog>
  );
}

/** The option of the field that a version of the rule stands for; null is the task's own way. */
const optionOf = (version: number | null, ofRun: number | null): string =>
  version === ofRun ? "keep" : version === null ? "task" : String(version);

/** What it comes to, and the answers behind each figure. */
function Outcome({ run, rejudging }: { readonly run: Run; readonly rejudging: Rejudging }) {
  const [filters, setFilters] = useState<ChangeFilters>({});
  const { counts } = rejudging;
  const kind = filters.kind ?? "verdicts";
  return (
    <>
      <p className="text-small text-ink2 -mb-2">{judgeChange(rejudging)}</p>
      <RejudgingSummary run={run} rejudging={rejudging} />
      <RejudgingMoves run={run} moves={counts.moves} filters={filters} onFilter={setFilters} />
      {counts.verdicts + counts.details > 0 && (
        <section aria-label="Answers" className="grid grid-cols-[minmax(0,1fr)] gap-1">
          <div className="flex flex-wrap gap-1.5">
            <Chip
              isOn={kind === "verdicts" && filters.role === undefined}
              count={counts.verdicts}
              onClick={() => setFilters({})}
            >
              Other verdict
            </Chip>
            {counts.details > 0 && (
              <Chip
                isOn={kind === "details"}
                count={counts.details}
                onClick={() => setFilters({ kind: "details" })}
              >
                Same verdict, another way
              </Chip>
            )}
          </div>
          <JudgeChanges runId={run.id} rejudgingId={rejudging.id} filters={filters} />
        </section>
      )}
    </>
  );
}

function Actions({
  rejudging,
  again,
  isOfChoice,
}: {
  readonly rejudging: Rejudging;
  readonly again: ReturnType<typeof useJudgeAgain>;
  /** It was judged by what the field names; only then is it applied. */
  readonly isOfChoice: boolean;
}) {
  const { id, status, counts, appliedAt } = rejudging;
  const isBusy = again.act.isPending || (isMoving(rejudging) && status !== "previewing");
  const act = (action: "apply" | "undo" | "cancel") => (): void => again.act.mutate({ id, action });
  if (status === "previewing" || status === "previewed")
    return (
      <>
        <Button disabled={isBusy} onClick={act("cancel")}>
          {status === "previewing" ? "Stop" : "Discard"}
        </Button>
        {status === "previewed" && isOfChoice && (
          <Button variant="primary" disabled={isBusy} onClick={act("apply")}>
            {counts.verdicts === 0
              ? "Apply: the run names the new judge"
              : `Apply ${formatNoun(counts.verdicts, "verdict")}`}
          </Button>
        )}
      </>
    );
  if (status === "applied" || (status === "failed" && appliedAt !== null))
    return (
      <>
        <Button disabled={isBusy} onClick={act("undo")}>
          Take back
        </Button>
        {status === "failed" && (
          <Button variant="primary" disabled={isBusy} onClick={act("apply")}>
            Go on
          </Button>
        )}
      </>
    );
  return null;
}
