import { MalthouseError } from "../../core/errors.ts";

/** A thousand digits: more is not tried. */
const largest = 10n ** 1_000n;

/** The primes of a whole number above 0 with their exponents. Throws MalthouseError when they are out of reach. */
export function factor(value: bigint): Map<bigint, bigint> {
  if (value > largest)
    throw new MalthouseError("too_large", "a number under a root or logarithm is too long to factor");
  const primes = new Map<bigint, bigint>();
  let left = value;
  for (let prime = 2n; prime * prime <= left && prime < 20_000n; prime += prime === 2n ? 1n : 2n) {
    while (left % prime === 0n) {
      primes.set(prime, (primes.get(prime) ?? 0n) + 1n);
      left /= prime;
    }
  }
  if (left > 400_000_000n)
    throw new MalthouseError("too_large", "a number under a root is too large to factor");
  if (left > 1n) primes.set(left, (primes.get(left) ?? 0n) + 1n);
  return primes;
}
