"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { auditKey, drawSample } from "@/lib/client/audit.ts";
import type { SampleView } from "@/lib/http/wire/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

type DrawFormProps = {
  readonly run: Run;
  readonly sample: SampleView | null;
  readonly words: { readonly author?: string };
};

/** How many leaves of each verdict, and the seed that draws the same ones for everybody. */
export function DrawForm({ run, sample, words }: DrawFormProps) {
  const client = useQueryClient();
  const [perVerdict, setPerVerdict] = useState("100");
  const [seed, setSeed] = useState(String((sample?.seed ?? -1) + 1));
  const draw = useMutation({
    mutationFn: () => drawSample(run.id, { perVerdict: Number(perVerdict), seed: Number(seed), ...words }),
    onSuccess: () => client.invalidateQueries({ queryKey: auditKey(run.id) }),
  });
  const isGrowing = run.status === "growing" || run.status === "queued";
  const isWhole = /^[1-9]\d{0,3}$/.test(perVerdict) && /^\d{1,9}$/.test(seed);
  return (
    <Card className="mt-2 max-w-[640px] p-4">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          draw.mutate();
        }}
      >
        <h2 className="text-section">How often is the judge wrong?</h2>
        <p className="text-ink2 mt-1 max-w-[68ch]">
          Judge a random sample of leaves without seeing the judge’s word. It estimates how many leaves are
          wrongly called right and wrongly called wrong, with intervals that stand beside the run’s accuracies
          and on the cards of its exports. The same leaves for everybody.
          {sample && " It takes the place of the present sample; what was said of that one is kept."}
        </p>
        <div className="mt-3 flex flex-wrap items-end gap-3">
          <Field label="Leaves of each verdict" className="w-40">
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={perVerdict}
                onChange={(event) => setPerVerdict(event.target.value)}
              />
            )}
          </Field>
          <Field label="Seed" className="w-28">
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={seed}
                onChange={(event) => setSeed(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" disabled={!isWhole || draw.isPending || isGrowing}>
            Draw the sample
          </Button>
        </div>
        {isGrowing && <p className="text-small text-ink3 mt-2">Wait until the run has ended, or pause it.</p>}
        {draw.error && <ErrorNote error={draw.error} className="mt-3" />}
      </form>
    </Card>
  );
}
