import { MalthouseError } from "../../core/errors.ts";
import type { Fraction } from "../../core/fraction.ts";

/** A real number enclosed: it lies within `radius` of `middle`, both in units of 2^`exponent`. An exact number has the radius 0. */
export type Ball = { readonly middle: bigint; readonly radius: bigint; readonly exponent: number };

/** Thrown as `invalid_request`: the enclosure is too wide to go on, or there is no value. */
export const refuseBall = (why: string): never => {
  throw new MalthouseError("invalid_request", `no value: ${why}`);
};

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
/** How many bits the size of a whole number takes; 0 takes none. */
export const bitsOf = (value: bigint): number => {
  const digits = absolute(value).toString(16);
  return (digits.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(digits[0] ?? "0", 16)));
};

export const exactBall = (value: bigint): Ball => ({ middle: value, radius: 0n, exponent: 0 });
export const zeroBall = exactBall(0n);
export const isExactZero = ({ middle, radius }: Ball): boolean => middle === 0n && radius === 0n;
export const mayBeZero = ({ middle, radius }: Ball): boolean => absolute(middle) <= radius;
/** Above zero for certain. */
export const isPositiveBall = ({ middle, radius }: Ball): boolean => middle > radius;
/** The power of two just above the ball's largest size. */
export const magnitudeOf = ({ middle, radius, exponent }: Ball): number =>
  bitsOf(absolute(middle) + radius) + exponent;

/** The ball with a middle of at most `bits` bits, widened by what is cut off. */
export function trimBall(ball: Ball, bits: number): Ball {
  const excess = bitsOf(ball.middle) - bits;
  if (excess <= 0) return ball;
  const shift = BigInt(excess);
  return {
    middle: ball.middle >> shift,
    radius: ball.radius === 0n && ball.middle % (1n << shift) === 0n ? 0n : (ball.radius >> shift) + 2n,
    exponent: ball.exponent + excess,
  };
}

/** In bits; beyond it an exact sum would be megabytes long. */
const widestGap = 1 << 21;

export const negateBall = (a: Ball): Ball => ({ ...a, middle: -a.middle });

/** Encloses the sum, with a middle of at most `bits` bits. Throws where sizes are more than 2^21 bits apart. */
export function addBalls(a: Ball, b: Ball, bits: number): Ball {
  if (isExactZero(a)) return b;
  if (isExactZero(b)) return a;
  const [low, high] = a.exponent <= b.exponent ? [a, b] : [b, a];
  const gap = high.exponent - low.exponent;
  if (gap > widestGap) return refuseBall("sizes that are too far apart");
  const shift = BigInt(gap);
  return trimBall(
    {
      middle: (high.middle << shift) + low.middle,
      radius: (high.radius << shift) + low.radius,
      exponent: low.exponent,
    },
    bits,
  );
}

/** Encloses the product, with a middle of at most `bits` bits. */
export function multiplyBalls(a: Ball, b: Ball, bits: number): Ball {
  const radius = absolute(a.middle) * b.radius + absolute(b.middle) * a.radius + a.radius * b.radius;
  return trimBall({ middle: a.middle * b.middle, radius, exponent: a.exponent + b.exponent }, bits);
}

/** Throws where the ball may be zero. */
export function invertBall(a: Ball, bits: number): Ball {
  if (mayBeZero(a)) return refuseBall("a division by zero");
  const shift = BigInt(bitsOf(a.middle) + bits);
  const size = absolute(a.middle);
  return {
    middle: (1n << shift) / a.middle,
    radius: ((a.radius << shift) / (size * (size - a.radius)) + 2n) * 2n,
    exponent: -a.exponent - Number(shift),
  };
}

export function ballOf({ numerator, denominator }: Fraction, bits: number): Ball {
  const top = exactBall(numerator);
  return denominator === 1n ? top : multiplyBalls(top, invertBall(exactBall(denominator), bits), bits);
}

/** The whole part of the k-th root of a whole number from 0, by Newton's steps from above. */
function wholeRoot(value: bigint, k: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(bitsOf(value) / Number(k)));
  for (;;) {
    const next = ((k - 1n) * guess + value / guess ** (k - 1n)) / k;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The k-th root of a ball that holds nothing below zero. */
export function rootOfBall(a: Ball, k: number, bits: number): Ball {
  if (isExactZero(a)) return a;
  if (!isPositiveBall(a)) return refuseBall("a root of what may be negative");
  const wanted = Math.max(0, bits * k - bitsOf(a.middle));
  const shift = wanted + ((((a.exponent - wanted) % k) + k) % k);
  const [low, high] = [a.middle - a.radius, a.middle + a.radius].map((end) =>
    wholeRoot(end << BigInt(shift), BigInt(k)),
  );
  if (low === undefined || high === undefined) return zeroBall;
  const isExact = a.radius === 0n && low ** BigInt(k) === a.middle << BigInt(shift);
  return {
    middle: low,
    radius: isExact ? 0n : high - low + 1n,
    exponent: (a.exponent - shift) / k,
  };
}
