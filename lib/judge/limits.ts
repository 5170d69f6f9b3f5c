/** What the judge refuses to read, so that no text can make it slow. Characters are UTF-16 units. */
export const limits = {
  textCharacters: 200_000,
  /** Answers stand at the end; only this much of it is searched. */
  windowCharacters: 65_536,
  spanCharacters: 2_000,
  nesting: 40,
  listItems: 64,
  matrixSide: 12,
  digits: 1_000,
  exponent: 10_000,
  factorial: 5_000,
  /** Terms of an expanded polynomial. */
  terms: 2_000,
  /** Bits of one coefficient; 5,000! has about 54,000. */
  coefficientBits: 80_000,
} as const;
