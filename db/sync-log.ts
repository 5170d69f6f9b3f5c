import { type FileHandle, open } from "node:fs/promises";
import { shareNext } from "./share-next.ts";

export type LogSync = {
  /** Resolves once all that was written to the log before the call is on the disk. Rejects where the disk refuses. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Makes the write-ahead log of an SQLite file durable beside the event loop, which a commit with synchronous=FULL would
 * hold up for each wait. Transactions that end meanwhile share one wait. `file` as SQLite names it, without symbolic links.
 */
export function syncLog(file: string): LogSync {
  let opened: Promise<FileHandle> | null = null;
  const sync = shareNext(async () => {
    // Readable and writable: Windows flushes no file that is open for reading alone.
    opened ??= open(`${file}-wal`, "r+");
    const handle = await opened.catch((error: unknown) => {
      opened = null;
      throw error;
    });
    await handle.datasync();
  });
  return {
    sync,
    close: async () => {
      if (opened === null) return;
      await sync().catch(() => {});
      await (await opened).close();
    },
  };
}
