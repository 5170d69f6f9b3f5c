import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createInflateRaw } from "node:zlib";

/** Where a file lies in a zip; offsets and sizes in bytes. */
type Place = { readonly at: number; readonly packed: number; readonly isPacked: boolean };

/**
 * The bytes of one file of a zip that writeZip wrote, as a stream; null where the zip has no such file. Throws where the
 * zip is damaged. ZIP 6.3.10, with its 64-bit extension.
 */
export async function readZipFile(zip: string, name: string): Promise<AsyncIterable<Buffer> | null> {
  const place = await findPlace(zip, name);
  if (place === null) return null;
  if (place.packed === 0) return noBytes();
  const source = createReadStream(zip, { start: place.at, end: place.at + place.packed - 1 });
  // Whoever reads the last stream hears of a fault in the first.
  return place.isPacked ? pipeline(source, createInflateRaw(), () => undefined) : source;
}

async function* noBytes(): AsyncGenerator<Buffer> {}

/** Its end is at most a comment away from the file's; ours have none. */
const tailBytes = 22 + 20 + 56 + 1024;
const signs = { end: 0x06054b50, end64: 0x06064b50, entry: 0x02014b50 };
const above32 = 0xffffffff;

async function findPlace(zip: string, name: string): Promise<Place | null> {
  const file = await open(zip, "r");
  try {
    const read = async (at: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const directory = findDirectory(await read(from, size - from));
    const entries = await read(directory.at, directory.bytes);
    const found = findEntry(entries, name);
    if (found === null) return null;
    const local = await read(found.local, 30);
    const at = found.local + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    return { at, packed: found.packed, isPacked: found.isPacked };
  } finally {
    await file.close();
  }
}

function findDirectory(tail: Buffer): { at: number; bytes: number } {
  const end = tail.lastIndexOf(signOf(signs.end));
  if (end < 0) throw new Error("no end of a zip");
  const [bytes, at] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (at !== above32 && bytes !== above32) return { at, bytes };
  const end64 = tail.lastIndexOf(signOf(signs.end64));
  if (end64 < 0) throw new Error("no 64-bit end of a zip");
  return {
    at: Number(tail.readBigUInt64LE(end64 + 48)),
    bytes: Number(tail.readBigUInt64LE(end64 + 40)),
  };
}

function findEntry(
  entries: Buffer,
  name: string,
): { local: number; packed: number; isPacked: boolean } | null {
  for (let at = 0; at + 46 <= entries.length;) {
    if (entries.readUInt32LE(at) !== signs.entry) throw new Error("no entry of a zip");
    const [nameBytes, extraBytes, noteBytes] = [28, 30, 32].map((offset) =>
      entries.readUInt16LE(at + offset),
    ) as [number, number, number];
    const extra = entries.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    if (entries.toString("utf8", at + 46, at + 46 + nameBytes) === name) {
      const whole = entries.readUInt32LE(at + 24);
      const large = sizesOf(extra, [whole, entries.readUInt32LE(at + 20), entries.readUInt32LE(at + 42)]);
      return { local: large[2], packed: large[1], isPacked: entries.readUInt16LE(at + 10) === 8 };
    }
    at += 46 + nameBytes + extraBytes + noteBytes;
  }
  return null;
}

/** Those of whole size, packed size and offset that 32 bits do not hold stand in the extra field 1, in this order. */
function sizesOf(extra: Buffer, sizes: [number, number, number]): [number, number, number] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return sizes.map((size) => {
      if (size !== above32) return size;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    }) as [number, number, number];
  }
  return sizes;
}

function signOf(sign: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(sign);
  return bytes;
}
