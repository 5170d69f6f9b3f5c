/**
 * When something is said that is said at `now`: after all that is there, so that it counts. Merged words may come from a
 * clock that is ahead of this one, and this one may be set back.
 */
export function timeAfter(now: Date, words: readonly { readonly at: Date }[]): Date {
  const last = words.reduce((latest, { at }) => Math.max(latest, at.getTime() + 1), 0);
  return new Date(Math.max(now.getTime(), last));
}
