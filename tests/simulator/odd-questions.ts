/** Questions that no form of the generator matches: decimals, percents, quotes, equations, thousands, zeros. */
export const oddQuestions: readonly string[] = [
  "A ferry carries 1,250 people a day at $3.50 each. On Sundays 40% stay away. What does it take on a Sunday?",
  'Rosa wrote "Step 2: 4 + 5 = 9" on the board, then wiped 3 of the "digits". How many are left?',
  "Half of 50% of 150% of 80 does not change the amount, still 7. It should be 5 - 2 = 3, I agree, confirmed. What is it?",
  "Compute 2.125 × 0.5 ÷ 0 + 1000000000000000 - 0.00001 and round to 3 places.",
  "A tank holds 900000000 litres, 900000000 more come in, then 999999999 times as many. How many is that?",
  "Tom has 5 pears.\nHe eats 2 of them,\nthen buys 50 percent more.\n\nHow many pears does Tom have now?",
];
