/** The parsed value, or a short reason with the parser's own words; never throws. */
export function parseJson(text: string): { row: unknown } | { reason: string } {
  try {
    return { row: JSON.parse(text) as unknown };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/, ".*/s, "").slice(0, 120) : "unreadable";
    return { reason: `not JSON: ${why}` };
  }
}
