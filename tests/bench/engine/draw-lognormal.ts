/** Lognormal times around `median`: its logarithm's deviation is `sigma`. */
export const drawLognormal = (median: number, sigma: number, random: () => number) => (): number =>
  median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
