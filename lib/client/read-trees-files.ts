const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
/** End record and the longest comment there may be behind it. */
const tailBytes = 22 + 65_535;
const treesPath = /^data\/trees_\d+\.jsonl$/;

const viewOf = async (part: Blob): Promise<DataView> => new DataView(await part.arrayBuffer());

async function entriesOf(zip: Blob): Promise<{ path: string; method: number; size: number; at: number }[]> {
  const tailAt = Math.max(0, zip.size - tailBytes);
  const tail = await viewOf(zip.slice(tailAt));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== endSignature) end--;
  if (end < 0) throw new Error("The zip is cut off: download it again.");
  const [size, at] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  const list = await viewOf(zip.slice(at, at + size));
  const entries = [];
  for (let from = 0; from + 46 <= list.byteLength && list.getUint32(from, true) === entrySignature;) {
    const [name, extra, comment] = [28, 30, 32].map((field) => list.getUint16(from + field, true));
    const bytes = new Uint8Array(list.buffer, from + 46, name);
    entries.push({
      path: new TextDecoder().decode(bytes),
      method: list.getUint16(from + 10, true),
      size: list.getUint32(from + 20, true),
      at: list.getUint32(from + 42, true),
    });
    from += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/**
 * The files to import of what a person chose: the file itself, or the trees in it where it is an export's zip, one
 * file a run. Throws with what to do when a zip holds no trees or is above 4 GiB.
 */
export async function readTreesFiles(file: File): Promise<File[]> {
  const start = await viewOf(file.slice(0, 4));
  if (start.byteLength < 4 || start.getUint32(0, true) !== 0x04034b50) return [file];
  const trees = (await entriesOf(file)).filter(({ path }) => treesPath.test(path));
  if (trees.length === 0)
    throw new Error("There are no trees in this zip: export the run again as Trees, and import that.");
  const read = trees.map(async ({ path, method, size, at }) => {
    if (at === 0xff_ff_ff_ff || size === 0xff_ff_ff_ff)
      throw new Error(`The zip is above 4 GiB: unpack it, and import ${path}.`);
    const head = await viewOf(file.slice(at, at + 30));
    const from = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const packed = file.slice(from, from + size);
    const whole =
      method === 0
        ? packed
        : await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).blob();
    return new File([whole], path.replace("data/", ""), { type: "application/jsonl" });
  });
  return Promise.all(read);
}
