type Entry<Thing> = { readonly text: string; readonly thing: Thing };

/**
 * Makes one thing of each distinct piece of text, however often it comes. Looks a piece up where it stands, `from` to
 * `until` in a longer text, without cutting it out: of thousands of trees' lines nearly all pieces were seen before.
 */
export function internText<Thing>(
  make: (text: string) => Thing,
): (text: string, from: number, until: number) => Thing {
  const buckets = new Map<number, Entry<Thing>[]>();
  return (text, from, until) => {
    let hash = 0;
    for (let at = from; at < until; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    const bucket = buckets.get(hash);
    if (bucket)
      for (const entry of bucket)
        if (entry.text.length === until - from && text.startsWith(entry.text, from)) return entry.thing;
    const piece = text.slice(from, until);
    const entry = { text: piece, thing: make(piece) };
    if (bucket) bucket.push(entry);
    else buckets.set(hash, [entry]);
    return entry.thing;
  };
}
