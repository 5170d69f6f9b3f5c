import { z } from "zod";
import type { TrainingStore } from "./training-store.ts";

const StoredFile = z.object({
  id: z.string(),
  bytes: z.int(),
  createdAt: z.int(),
  name: z.string(),
  purpose: z.string(),
});
export type StoredFile = z.infer<typeof StoredFile>;

export type Files = {
  add(name: string, purpose: string, text: string): Promise<StoredFile>;
  /** Newest first. */
  all(): readonly StoredFile[];
  find(id: string): StoredFile | null;
  text(id: string): Promise<string | null>;
  remove(id: string): Promise<boolean>;
};

/** Opens the uploaded files of a store; the text of one is stored before its record names it. `now` in seconds. */
export async function openFiles(
  store: TrainingStore,
  newId: (prefix: string) => string,
  now: () => number,
): Promise<Files> {
  const files = new Map<string, StoredFile>();
  for (const record of await store.all("files")) {
    const parsed = StoredFile.safeParse(record);
    if (parsed.success) files.set(parsed.data.id, parsed.data);
  }
  return {
    async add(name, purpose, text) {
      const file = {
        id: newId("file-"),
        bytes: Buffer.byteLength(text),
        createdAt: now(),
        name: name.slice(0, 200),
        purpose,
      };
      await store.putText("files", file.id, text);
      await store.put("files", file.id, file);
      files.set(file.id, file);
      return file;
    },
    all: () => [...files.values()].toSorted((a, b) => b.createdAt - a.createdAt),
    find: (id) => files.get(id) ?? null,
    text: (id) => (files.has(id) ? store.text("files", id) : Promise.resolve(null)),
    async remove(id) {
      if (!files.delete(id)) return false;
      await store.remove("files", id);
      return true;
    },
  };
}

/** The file as OpenAI's API shows it. */
export const fileView = ({ id, bytes, createdAt, name, purpose }: StoredFile): Record<string, unknown> => ({
  object: "file",
  id,
  bytes,
  created_at: createdAt,
  filename: name,
  purpose,
  status: "processed",
});
