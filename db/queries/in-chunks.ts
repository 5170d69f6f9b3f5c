/** Cuts a list into parts of at most `size`: a statement takes 32,766 parameters on SQLite and 65,534 on PostgreSQL. */
export function* inChunks<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
