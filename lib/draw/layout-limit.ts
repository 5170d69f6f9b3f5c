import { curveStepAfter, line } from "d3-shape";

/** `at`: milliseconds of the wall clock. `limit`: 0 while closed. */
export type LimitStep = { readonly at: number; readonly limit: number; readonly reason: string };

export type LimitMark = LimitStep & {
  readonly x: number;
  readonly y: number;
  readonly kind: "raised" | "lowered" | "closed";
};

export type LimitLayout = {
  /** SVG path of the steps, level from one to the next. */
  readonly path: string;
  /** One for each step but the first. */
  readonly marks: readonly LimitMark[];
  /** The highest limit, where the scale ends; at least 1. */
  readonly top: number;
};

/** A limit over time as a step line within 0 … width and 0 … height, from its first point to `now`. */
export function layOutLimit(
  steps: readonly LimitStep[],
  { width, height, now }: { readonly width: number; readonly height: number; readonly now: number },
): LimitLayout {
  const top = Math.max(1, ...steps.map(({ limit }) => limit));
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return { path: "", marks: [], top };
  const end = Math.max(now, last.at, first.at + 1);
  const xOf = (at: number): number => (width * (at - first.at)) / (end - first.at);
  const yOf = (limit: number): number => height * (1 - limit / top);
  const draw = line<LimitStep>()
    .x(({ at }) => xOf(at))
    .y(({ limit }) => yOf(limit))
    .curve(curveStepAfter);
  const marks = steps.slice(1).map((step, index): LimitMark => {
    const before = steps[index]?.limit ?? 0;
    const kind = step.limit === 0 ? "closed" : step.limit < before ? "lowered" : "raised";
    return { ...step, x: xOf(step.at), y: yOf(step.limit), kind };
  });
  return { path: draw([...steps, { ...last, at: end }]) ?? "", marks, top };
}
