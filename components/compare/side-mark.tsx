/** A run of a comparison is a letter, never a hue: hue means value. */
export function SideMark({ side }: { readonly side: "A" | "B" }) {
  return (
    <span
      aria-hidden
      className="bg-ink text-bg inline-grid size-[18px] shrink-0 place-items-center rounded-full text-[11px] leading-none font-bold"
    >
      {side}
    </span>
  );
}
