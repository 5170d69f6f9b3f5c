/** Caps on what a run may use; each optional. */
export type Budget = {
  readonly usd?: number | undefined;
  readonly tokens?: number | undefined;
  readonly requests?: number | undefined;
};
export type Spend = { readonly usd: number; readonly tokens: number; readonly requests: number };

const names = ["usd", "tokens", "requests"] as const;

/** A run's money: what is spent and what is promised to requests under way. */
export type Ledger = {
  readonly spent: Spend;
  readonly reserved: Spend;
  /** What requests had set aside that may have been charged: nobody knows, so it stays covered. */
  readonly uncertain: Spend;
  /**
   * Sets `worst` aside and answers true, or changes nothing and answers false where a cap would be passed. `owedUsd`: used
   * up beside it and not booked yet.
   */
  reserve(worst: Spend, owedUsd?: number): boolean;
  /** Gives a reservation back and books what the request really used, and what it may have used besides. */
  settle(worst: Spend, used: Spend, uncertain?: Spend): void;
  setBudget(budget: Budget | null): void;
};

const plus = (a: Spend, b: Spend, sign = 1): Spend => ({
  usd: a.usd + sign * b.usd,
  tokens: a.tokens + sign * b.tokens,
  requests: a.requests + sign * b.requests,
});
export const nothing: Spend = { usd: 0, tokens: 0, requests: 0 };

/** Whether caps allow so much in all; a rounding error of floats passes. */
export const isCovered = (sum: Spend, budget: Budget | null): boolean =>
  names.every((name) => {
    const cap = budget?.[name];
    return cap === undefined || sum[name] <= cap * (1 + 1e-12);
  });

/**
 * Reserve before sending, settle after the answer: checking and reserving are one synchronous step, so no number of
 * requests in flight can overrun a cap as long as `worst` is an upper bound.
 */
export function createLedger(
  spentBefore: Spend,
  initialBudget: Budget | null,
  uncertainBefore: Spend = nothing,
): Ledger {
  let [spent, reserved, uncertain, budget] = [spentBefore, nothing, uncertainBefore, initialBudget];
  return {
    get spent() {
      return spent;
    },
    get reserved() {
      return reserved;
    },
    get uncertain() {
      return uncertain;
    },
    reserve(worst, owedUsd = 0) {
      const held = plus(plus(plus(spent, uncertain), reserved), { ...nothing, usd: owedUsd });
      const isFine = isCovered(plus(held, worst), budget);
      if (isFine) reserved = plus(reserved, worst);
      return isFine;
    },
    settle(worst, used, maybeUsed = nothing) {
      reserved = plus(reserved, worst, -1);
      spent = plus(spent, used);
      uncertain = plus(uncertain, maybeUsed);
    },
    setBudget(next) {
      budget = next;
    },
  };
}
