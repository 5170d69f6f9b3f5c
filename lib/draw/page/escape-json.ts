/**
 * JSON that can stand between the tags of a `<script type="application/json">`: nothing in it ends the element or opens
 * a comment, and it parses to the same value.
 */
export const escapeJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll("<", String.raw`\u003c`)
    .replaceAll(">", String.raw`\u003e`)
    .replaceAll("\u2028", String.raw`\u2028`)
    .replaceAll("\u2029", String.raw`\u2029`);
