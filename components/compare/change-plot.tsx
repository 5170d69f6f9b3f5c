type ChangePlotProps = {
  readonly change: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The ends of the scale are this far from 0, in the unit of `change`. */
  readonly reach: number;
  readonly isSure: boolean;
};

const width = 220;
const height = 20;

/** A change with its interval on a scale around 0; what is told apart from 0 has the accent's colour. */
export function ChangePlot({ change, low, high, reach, isSure }: ChangePlotProps) {
  const x = (value: number): number => width / 2 + (value / reach) * (width / 2 - 8);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={`block h-5 w-full ${isSure ? "text-accent" : "text-ink2"}`}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden
    >
      <line x1={width / 2} x2={width / 2} y1={0} y2={height} className="stroke-edge" strokeDasharray="2 2" />
      {low !== null && high !== null && (
        <path
          d={`M${x(low)} 6v8M${x(low)} 10H${x(high)}M${x(high)} 6v8`}
          stroke="currentColor"
          strokeWidth={1.5}
          fill="none"
        />
      )}
      {change !== null && <circle cx={x(change)} cy={10} r={4} fill="currentColor" />}
    </svg>
  );
}
