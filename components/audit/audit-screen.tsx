"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useId } from "react";
import { useAuthor } from "@/components/curate/use-author.ts";
import { Chip } from "@/components/ui/chip.tsx";
import { Input } from "@/components/ui/input.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { markedGoldsQuery } from "@/lib/client/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { GoldsView } from "./golds-view.tsx";
import { HistoryView } from "./history-view.tsx";
import { SampleView } from "./sample-view.tsx";
import { SuspectsView } from "./suspects-view.tsx";
import { useAudit } from "./use-audit.ts";

const views = ["suspects", "golds", "sample", "history"] as const;
const titles = {
  suspects: "Suspects",
  golds: "Wrong golds",
  sample: "Blind sample",
  history: "History",
} as const;

const address = {
  view: parseAsStringLiteral(views).withDefault("suspects"),
  leaf: parseAsString,
};

/** Suspects, golds marked wrong, the blind sample and what was done; which one is in the address. */
export function AuditScreen({ run }: { run: Run }) {
  const [{ view }, setState] = useQueryStates(address, { history: "replace" });
  const [author, setAuthor] = useAuthor();
  const { data: marked } = useQuery(markedGoldsQuery(run.id));
  const audit = useAudit(run.id);
  const nameId = useId();
  useHotkeys({
    u: (event) => {
      if (event.repeat) return;
      void audit.undoLast().then((leaf) => (leaf ? setState({ view: "suspects", leaf }) : null));
    },
  });
  const rule = run.judge.ruleVersion;
  return (
    <div className="mx-auto flex w-full max-w-[1600px] flex-1 flex-col gap-3 px-3 py-4 md:px-6">
      <PageHeader
        title="Grader audit"
        note={`${run.judge.version === "" ? "judge not known" : `judge ${run.judge.version}`}${rule === null ? "" : `, rule ${rule}`} · every verdict keeps author, time and reason`}
      >
        <div className="flex items-center gap-2">
          <label htmlFor={nameId} className="text-small text-ink2">
            Your name
          </label>
          <Input
            id={nameId}
            value={author}
            maxLength={200}
            className="w-36!"
            onChange={(event) => setAuthor(event.target.value)}
          />
        </div>
        {run.dataset !== null && (
          <ButtonLink href={`/datasets/${run.dataset.id}/rule`}>Edit the rule and test it</ButtonLink>
        )}
      </PageHeader>
      <div role="group" aria-label="Parts of the audit" className="flex flex-wrap gap-1.5">
        {views.map((name) => (
          <Chip
            key={name}
            isOn={view === name}
            count={name === "golds" ? marked?.length : undefined}
            onClick={() => void setState({ view: name, leaf: null })}
          >
            {titles[name]}
          </Chip>
        ))}
      </div>
      {view === "suspects" && <SuspectsView run={run} audit={audit} />}
      {view === "golds" && <GoldsView run={run} audit={audit} />}
      {view === "sample" && <SampleView run={run} audit={audit} />}
      {view === "history" && <HistoryView run={run} audit={audit} />}
    </div>
  );
}
