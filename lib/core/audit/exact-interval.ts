/** A share with its 95 % interval, all within 0 … 1. */
export type ShareInterval = { readonly rate: number; readonly low: number; readonly high: number };

/** P(X ≤ hits) of a binomial of `trials` with success `share`, summed in logarithms so that nothing underflows. */
function atMost(hits: number, trials: number, share: number): number {
  if (share <= 0) return 1;
  if (share >= 1) return hits >= trials ? 1 : 0;
  let [log, sum] = [trials * Math.log1p(-share), 0];
  const odds = Math.log(share) - Math.log1p(-share);
  for (let count = 0; count <= hits; count++) {
    sum += Math.exp(log);
    log += Math.log((trials - count) / (count + 1)) + odds;
  }
  return Math.min(1, sum);
}

/** The share in 0 … 1 where a falling function of it crosses `level`. */
function crossing(falling: (share: number) => number, level: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (falling(middle) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The 95 % interval of Clopper and Pearson (1934) for `hits` of `trials` independent leaves; null without trials. It
 * never covers less than it says, also for the rare errors of a good judge, where Wilson's falls below 90 %.
 */
export function exactInterval(hits: number, trials: number): ShareInterval | null {
  if (trials <= 0) return null;
  const low = hits === 0 ? 0 : crossing((share) => atMost(hits - 1, trials, share), 0.975);
  const high = hits === trials ? 1 : crossing((share) => atMost(hits, trials, share), 0.025);
  return { rate: hits / trials, low, high };
}
