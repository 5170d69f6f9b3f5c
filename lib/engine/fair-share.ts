/**
 * Divides `limit` among demands, max-min fair in whole numbers: nobody gets more than asked for, what one leaves goes to
 * the others in equal parts, and of what cannot be divided the earlier ones get one more. The sum is at most `limit`.
 */
export function fairShares(limit: number, demands: readonly number[]): number[] {
  const shares = demands.map(() => 0);
  let left = limit;
  let hungry = demands.flatMap((demand, index) => (demand > 0 ? [index] : []));
  while (left > 0 && hungry.length > 0) {
    const equal = Math.max(1, Math.floor(left / hungry.length));
    for (const index of hungry) {
      const more = Math.min(equal, left, (demands[index] ?? 0) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + more;
      left -= more;
    }
    hungry = hungry.filter((index) => (shares[index] ?? 0) < (demands[index] ?? 0));
  }
  return shares;
}
