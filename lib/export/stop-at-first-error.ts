import type { StepCandidate } from "./candidate.ts";

/** A way through the tree up to its first negative turn, that one with it; whole where no turn is negative. */
export function stopAtFirstError(way: StepCandidate): StepCandidate {
  const first = way.turns.findIndex(({ isPositive }) => !isPositive);
  if (first < 0 || first === way.turns.length - 1) return way;
  const turns = way.turns.slice(0, first + 1);
  return { ...way, isLeaf: false, turns, restsOnUnknown: turns.some((turn) => turn.restsOnUnknown) };
}
