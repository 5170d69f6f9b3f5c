const [rate, firstSquare, least, reach] = [0.03, 1e-4, 1e-8, 8];

/**
 * Steps up a gradient, each weight by its own history (AdaGrad; Duchi, Hazan and Singer 2011), held within ±8. Plain
 * steps would let the few features that occur in every decision run ahead of all others, and undo what was learnt.
 */
export function createAdaGrad(weights: Float64Array, multiplier: number): (gradient: Float64Array) => void {
  const squares = new Float64Array(weights.length).fill(firstSquare);
  return (gradient) => {
    for (let index = 0; index < weights.length; index++) {
      const slope = gradient[index] ?? 0;
      if (slope === 0) continue;
      const square = (squares[index] ?? 0) + slope * slope;
      squares[index] = square;
      const next = (weights[index] ?? 0) + (rate * multiplier * slope) / Math.sqrt(square + least);
      weights[index] = Math.min(reach, Math.max(-reach, next));
    }
  };
}
