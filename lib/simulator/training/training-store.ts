import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

export type Kind = "files" | "jobs" | "models";

/** Where uploaded files, jobs and tuned models are kept, each a record of JSON by its id, with a text where it has one. */
export type TrainingStore = {
  all(kind: Kind): Promise<unknown[]>;
  put(kind: Kind, id: string, record: unknown): Promise<void>;
  putText(kind: Kind, id: string, text: string): Promise<void>;
  /** Null where there is none. */
  text(kind: Kind, id: string): Promise<string | null>;
  remove(kind: Kind, id: string): Promise<void>;
};

/** Ids become file names: nothing in one may leave the folder. */
const fileName = (id: string): string => encodeURIComponent(id).replaceAll(".", "%2E");

/**
 * Keeps records in a folder, one file each, written whole or not at all. A file that cannot be read is left out: the
 * others are worth having.
 */
export function createFolderStore(folder: string): TrainingStore {
  const placeOf = (kind: Kind, id: string, ending: string): string =>
    path.join(/* turbopackIgnore: true */ folder, kind, `${fileName(id)}.${ending}`);
  /** The last write of each place: two at once would write into one new file. */
  const writes = new Map<string, Promise<void>>();
  async function replace(place: string, text: string): Promise<void> {
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    await writeFile(`${place}.new`, text, { mode: 0o600 });
    await rename(`${place}.new`, place);
  }
  async function write(place: string, text: string): Promise<void> {
    const before = writes.get(place) ?? Promise.resolve();
    const own = before.catch(() => undefined).then(() => replace(place, text));
    writes.set(place, own);
    try {
      await own;
    } finally {
      if (writes.get(place) === own) writes.delete(place);
    }
  }
  return {
    async all(kind) {
      const names = await readdir(path.join(/* turbopackIgnore: true */ folder, kind)).catch(() => []);
      const read = names
        .filter((name) => name.endsWith(".json"))
        .toSorted()
        .map(
          async (name) =>
            JSON.parse(
              await readFile(path.join(/* turbopackIgnore: true */ folder, kind, name), "utf8"),
            ) as unknown,
        );
      const settled = await Promise.allSettled(read);
      return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    },
    put: (kind, id, record) => write(placeOf(kind, id, "json"), JSON.stringify(record)),
    putText: (kind, id, text) => write(placeOf(kind, id, "txt"), text),
    text: (kind, id) => readFile(placeOf(kind, id, "txt"), "utf8").catch(() => null),
    async remove(kind, id) {
      for (const ending of ["json", "txt"]) await rm(placeOf(kind, id, ending), { force: true });
    },
  };
}

/** Keeps records as long as the process lives. */
export function createMemoryStore(): TrainingStore {
  const records = new Map<string, string>();
  const texts = new Map<string, string>();
  const keyOf = (kind: Kind, id: string): string => `${kind} ${id}`;
  return {
    all: (kind) =>
      Promise.resolve(
        [...records]
          .filter(([key]) => key.startsWith(`${kind} `))
          .map(([, json]) => JSON.parse(json) as unknown),
      ),
    put: (kind, id, record) => {
      records.set(keyOf(kind, id), JSON.stringify(record));
      return Promise.resolve();
    },
    putText: (kind, id, text) => {
      texts.set(keyOf(kind, id), text);
      return Promise.resolve();
    },
    text: (kind, id) => Promise.resolve(texts.get(keyOf(kind, id)) ?? null),
    remove: (kind, id) => {
      records.delete(keyOf(kind, id));
      texts.delete(keyOf(kind, id));
      return Promise.resolve();
    },
  };
}
