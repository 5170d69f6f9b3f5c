import {
  addBalls,
  bitsOf,
  invertBall,
  isExactZero,
  isPositiveBall,
  magnitudeOf,
  mayBeZero,
  multiplyBalls,
  negateBall,
  refuseBall,
  rootOfBall,
  type Ball,
} from "./ball.ts";

/** Bits carried beyond those asked for; every series below loses far fewer. */
const guard = 64;
/** Units in the last place that a fixed-point series may be off by. */
const slack = 1n << 24n;

function fixed({ middle, exponent }: Ball, places: number): bigint {
  const shift = BigInt(exponent + places);
  return shift >= 0n ? middle << shift : middle >> -shift;
}

/** The series' result, widened by its own error and by that of the argument, at most `growth` times its radius. */
function enclose(middle: bigint, places: number, argument: Ball, growth: number): Ball {
  const spread = fixed({ ...argument, middle: argument.radius }, places);
  return {
    middle,
    radius: argument.radius === 0n ? slack : spread * BigInt(growth) + slack,
    exponent: -places,
  };
}

/** Σ ± x^(2k+1) / (2k+1) in fixed point: the inverse tangent, or with all signs "+" its hyperbolic twin. */
function inverseTangentSeries(x: bigint, places: number, sign: 1n | -1n): bigint {
  const square = (x * x) >> BigInt(places);
  let [sum, power, odd] = [0n, x, 1n];
  while (power !== 0n && power !== -1n) {
    sum += power / odd;
    power = sign * ((power * square) >> BigInt(places));
    odd += 2n;
  }
  return sum;
}

const known = new Map<string, bigint>();

/** A constant in fixed point, worked out once for each number of places. */
function constant(name: string, places: number, work: () => bigint): bigint {
  const key = `${name} ${places}`;
  const value = known.get(key) ?? work();
  if (known.size > 64) known.clear();
  known.set(key, value);
  return value;
}

const fixedPi = (places: number): bigint =>
  constant("π", places, () => {
    const unit = 1n << BigInt(places);
    return (
      16n * inverseTangentSeries(unit / 5n, places, -1n) - 4n * inverseTangentSeries(unit / 239n, places, -1n)
    );
  });
const fixedLn2 = (places: number): bigint =>
  constant("ln 2", places, () => 2n * inverseTangentSeries((1n << BigInt(places)) / 3n, places, 1n));

export const piBall = (bits: number): Ball => ({
  middle: fixedPi(bits + guard),
  radius: slack,
  exponent: -bits - guard,
});

/** e^x for |x| below about a million. */
export function exponentialOfBall(x: Ball, bits: number): Ball {
  if (magnitudeOf(x) > 20 || (x.radius > 0n && magnitudeOf({ ...x, middle: 0n }) > -2))
    refuseBall("an exponent that is too large or too wide");
  const places = bits + guard;
  const unit = 1n << BigInt(places);
  const ln2 = fixedLn2(places + 32) >> 32n;
  const at = fixed(x, places);
  const twos = at / ln2;
  const rest = (at - twos * ln2) >> 8n;
  let [sum, term, index] = [unit, unit, 1n];
  while (term !== 0n && term !== -1n) {
    term = ((term * rest) >> BigInt(places)) / index;
    sum += term;
    index++;
  }
  for (let step = 0; step < 8; step++) sum = (sum * sum) >> BigInt(places);
  const scaled = enclose(sum, places, x, 4 * 2);
  return { ...scaled, exponent: scaled.exponent + Number(twos) };
}

/** ln x for x above zero. */
export function logarithmOfBall(x: Ball, bits: number): Ball {
  if (!isPositiveBall(x)) return refuseBall("a logarithm of what may not be positive");
  const places = bits + guard;
  const unit = 1n << BigInt(places);
  const twos = bitsOf(x.middle) + x.exponent;
  let near = { ...x, exponent: x.exponent - twos, radius: 0n } as Ball;
  for (let step = 0; step < 10; step++) near = rootOfBall(near, 2, places + 16);
  const y = fixed(near, places);
  const ratio = ((y - unit) << BigInt(places)) / (y + unit);
  const middle = ((2n * inverseTangentSeries(ratio, places, 1n)) << 10n) + BigInt(twos) * fixedLn2(places);
  const relative = (x.radius << BigInt(places + 1)) / (x.middle - x.radius);
  return { middle, radius: relative + slack + BigInt(Math.abs(twos)) * 16n, exponent: -places };
}

/** sin x and cos x for |x| below 2^64. */
export function sineAndCosineOfBall(x: Ball, bits: number): readonly [sine: Ball, cosine: Ball] {
  if (magnitudeOf(x) > 64) refuseBall("an angle that is too large");
  const places = bits + guard;
  const turn = 2n * fixedPi(places + 96);
  const wide = fixed(x, places + 96) % turn;
  const at = wide >> 96n;
  const square = (at * at) >> BigInt(places);
  const series = (first: bigint, from: bigint): bigint => {
    let [sum, term, index] = [first, first, from];
    while (term !== 0n && term !== -1n) {
      term = -((term * square) >> BigInt(places)) / (index * (index + 1n));
      sum += term;
      index += 2n;
    }
    return sum;
  };
  return [enclose(series(at, 2n), places, x, 2), enclose(series(1n << BigInt(places), 1n), places, x, 2)];
}

/** The inverse tangent in (-π/2, π/2). */
export function inverseTangentOfBall(x: Ball, bits: number): Ball {
  if (isExactZero(x)) return x;
  if (magnitudeOf(x) > 1) {
    if (mayBeZero(x)) return refuseBall("an angle that is too wide");
    const half = piBall(bits);
    const quarter = { ...half, exponent: half.exponent - 1 };
    const rest = negateBall(inverseTangentOfBall(invertBall(x, bits), bits));
    return addBalls(isPositiveBall(x) ? quarter : negateBall(quarter), rest, bits);
  }
  const places = bits + guard;
  const unit = 1n << BigInt(places);
  let at = fixed(x, places);
  for (let step = 0; step < 8; step++) {
    const root = fixed(
      rootOfBall({ middle: unit * unit + at * at, radius: 0n, exponent: -2 * places }, 2, places + 16),
      places,
    );
    at = (at << BigInt(places)) / (unit + root);
  }
  return enclose(inverseTangentSeries(at, places, -1n) << 8n, places, x, 2);
}

/** The angle of a point in (-π, π]; the negative half-line is π where it is exact and refused where it is not. */
export function angleOf(re: Ball, im: Ball, bits: number): Ball {
  const pi = piBall(bits);
  if (isExactZero(im)) return isPositiveBall(re) ? im : mayBeZero(re) ? refuseBall("the angle of zero") : pi;
  if (isPositiveBall(re)) return inverseTangentOfBall(multiplyBalls(im, invertBall(re, bits), bits), bits);
  if (mayBeZero(im)) return refuseBall("an angle at its cut");
  const half = { ...pi, exponent: pi.exponent - 1 };
  const rest = negateBall(inverseTangentOfBall(multiplyBalls(re, invertBall(im, bits), bits), bits));
  return addBalls(isPositiveBall(im) ? half : negateBall(half), rest, bits);
}
