import { Chip } from "@/components/ui/chip.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { Judging } from "./use-judging.ts";

/** Whether values are kept back until the person has chosen, and whether a reveal comes before the next pair. */
export function BlindSwitch({ judging }: { judging: Judging }) {
  return (
    <span className="ml-auto flex items-center gap-1.5" role="group" aria-label="Blind mode">
      <Chip
        isOn={judging.isBlind}
        onClick={(event) => {
          event.currentTarget.blur();
          judging.toggleBlind();
        }}
        title="Sides at random; values, gold and what others said are hidden until you have chosen"
      >
        Blind <Kbd>b</Kbd>
      </Chip>
      {judging.isBlind && (
        <Chip
          isOn={judging.isFast}
          onClick={(event) => {
            event.currentTarget.blur();
            judging.toggleFast();
          }}
          title="One key saves and goes on, without showing the values"
        >
          Fast
        </Chip>
      )}
    </span>
  );
}
