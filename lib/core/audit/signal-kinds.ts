/** Why a leaf may be misjudged, strongest on the whole first. */
export const signalKinds = [
  "gold-in-last-line",
  "equal-folded",
  "same-number",
  "vote",
  "no-answer",
  "unknown",
  "conflict",
  "line-disagrees",
  "truncated",
  "majority",
] as const;
export type SignalKind = (typeof signalKinds)[number];
