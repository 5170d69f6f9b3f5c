/** A file's name without its extension, with " 2", " 3" … where a data set has that name already. */
export function suggestName(fileName: string, taken: readonly string[]): string {
  const stem = (fileName.replace(/\.[^.]+$/, "").trim() || fileName).slice(0, 190);
  const isTaken = (name: string): boolean => taken.includes(name);
  if (!isTaken(stem)) return stem;
  let next = 2;
  while (isTaken(`${stem} ${next}`)) next += 1;
  return `${stem} ${next}`;
}
