import { markPath } from "./mark-path.ts";
import { markOf, type NodeKind } from "./look-of-node.ts";

type NodeGlyphProps = { shape: NodeKind | "asked" | "failed"; stop: number | null; radius: number };

/** The shape of a node around 0,0: a circle is positive, a square negative, dashed unknown, a diamond failed. */
export function NodeGlyph({ shape, stop, radius: r }: NodeGlyphProps) {
  if (shape === "asked") {
    return (
      <circle
        r={r - 1}
        fill="var(--bg)"
        stroke="var(--edge)"
        strokeWidth={1.5}
        strokeDasharray="1.5 3"
        strokeLinecap="round"
      />
    );
  }
  if (shape === "failed") {
    const side = r * 1.15;
    return (
      <>
        <rect
          x={-side / 2}
          y={-side / 2}
          width={side}
          height={side}
          rx={1.5}
          transform="rotate(45)"
          fill="var(--danger)"
        />
        <Mark text="!" size={r} fill="var(--surface)" />
      </>
    );
  }
  const fill = stop === null ? "var(--bg)" : `var(--v${stop})`;
  const ink = stop === null ? "var(--ink2)" : `var(--g${stop})`;
  const isDashed = shape === "unknown" || shape === "unlabelled" || shape === "open";
  const outline = isDashed ? { strokeWidth: 1.5, strokeDasharray: "3 2" } : { strokeWidth: 0.75 };
  const [side, stroke] = [r * 0.92, markPath(shape, r)];
  return (
    <>
      {shape === "positive" ? (
        <circle className="shape" r={r} fill={fill} stroke="var(--edge)" {...outline} />
      ) : (
        <rect
          className="shape"
          x={-side}
          y={-side}
          width={2 * side}
          height={2 * side}
          rx={3}
          fill={fill}
          stroke="var(--edge)"
          {...outline}
        />
      )}
      {stroke === null ? (
        <Mark text={markOf[shape]} size={r} fill={ink} />
      ) : (
        <path d={stroke} fill="none" stroke={ink} strokeWidth={r * 0.2} strokeLinecap="round" />
      )}
    </>
  );
}

function Mark({ text, size, fill }: { text: string; size: number; fill: string }) {
  return (
    <text
      y={size * 0.38}
      textAnchor="middle"
      fontSize={Math.round(size * 1.12)}
      fontWeight={700}
      fill={fill}
      aria-hidden
    >
      {text}
    </text>
  );
}
