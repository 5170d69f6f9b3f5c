/**
 * What KaTeX may do with a model's formula, on the screen and in a page to take away: no links, no pages and no
 * styles of the model's, bounded sizes and macros. What it cannot read throws, and stays source.
 */
export const formulaLimits = {
  trust: false,
  strict: "ignore",
  throwOnError: true,
  maxSize: 20,
  maxExpand: 200,
} as const;
