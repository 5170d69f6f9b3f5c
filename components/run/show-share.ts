/** A share in whole percent, "under 1 %" for a trace; "–" where there is none. */
export function showShare(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return "–";
  if (share > 0 && share < 0.01) return "under 1 %";
  return `${Math.round(share * 100)} %`;
}
