import { formatCount } from "@/components/ui/format.ts";
import type { PolicyEffects } from "@/lib/http/wire/exports.ts";
import { effectWords } from "./effect-words.ts";
import type { RecipePatch } from "./recipe-address.ts";

type EffectNoteProps = {
  field: string;
  effects: PolicyEffects | null;
  /** Stands before the effect, and alone while it is being counted. */
  hint?: string | undefined;
  onChange: (patch: RecipePatch) => void;
};

/** What the other choice would do to the number of rows, as a button that takes it. */
export function EffectNote({ field, effects, hint, onChange }: EffectNoteProps) {
  const effect = effects?.effects.find((one) => one.field === field);
  if (!effects || !effect) return hint;
  const words = effectWords(field, effect.recipe[field]);
  const change = effect.rows - effects.rows;
  if (change === 0)
    return (
      <>
        {hint && <>{hint}. </>}
        {words}: same rows
      </>
    );
  return (
    <>
      {hint && <>{hint}. </>}
      <button
        type="button"
        className="text-accent text-left hover:underline pointer-coarse:min-h-11"
        title={`${formatCount(effect.rows)} rows instead of ${formatCount(effects.rows)}`}
        onClick={() => onChange(effect.recipe)}
      >
        {words}: {change > 0 ? "+" : "−"}
        {formatCount(Math.abs(change))} rows
      </button>
    </>
  );
}
