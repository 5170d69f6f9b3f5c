import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import type { Verdict } from "@/lib/core/tree.ts";

/** A verdict by shape and colour; none looks like unknown. */
export function VerdictGlyph({ verdict, className }: { verdict: Verdict | null; className?: string }) {
  return (
    <ValueGlyph
      value={verdict === "correct" ? 1 : 0}
      threshold={0.5}
      isUnknown={verdict !== "correct" && verdict !== "incorrect"}
      {...(className !== undefined && { className })}
    />
  );
}
