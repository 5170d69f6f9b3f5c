/** Everything that a reader may take for the end of a line, so that quoted text can never begin one of its own. */
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** The text with "| " before each of its lines. No text can leave such a fence, whatever stands in it; an empty one is one empty line. */
export const quoteLines = (text: string): string =>
  text
    .split(lineEnds)
    .map((line) => `| ${line}`)
    .join("\n");
