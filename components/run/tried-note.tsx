import { Button } from "@/components/ui/button.tsx";
import type { TriedThreshold } from "./use-threshold.ts";

/** Above the questions while a threshold is tried: what of the list follows it, what does not, and the two ways out. */
export function TriedNote({ threshold }: { readonly threshold: TriedThreshold }) {
  const { isTried, shown, saved, save, forget } = threshold;
  if (!isTried) return null;
  return (
    <p
      role="note"
      className="bg-accentbg text-accent rounded-control flex min-h-8 flex-wrap items-center gap-2 py-0.5 pr-1 pl-3"
    >
      <span className="min-w-0">
        Trying <b>θ = {shown}</b>, not saved: colours, pairs and opened trees follow it; filters, their counts
        and the order are those of {saved}.
      </span>
      <span className="flex-1" />
      <Button size="sm" disabled={save.isPending} onClick={() => save.mutate(shown)}>
        Save
      </Button>
      <Button size="sm" variant="ghost" disabled={save.isPending} onClick={forget}>
        Back to {saved}
      </Button>
    </p>
  );
}
