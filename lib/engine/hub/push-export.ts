import { mkdir, rm } from "node:fs/promises";
import { createWriteStream, openAsBlob } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { createRepo } from "@huggingface/hub";
import { getExport, lockExport } from "../../../db/queries/exports.ts";
import { createHubPush, getHubPush, unfinishedHubPushes, updateHubPush } from "../../../db/queries/hub.ts";
import type { HubPushRow } from "../../../db/rows.ts";
import { MalthouseError } from "../../core/errors.ts";
import { readZipFile } from "../../export/read-zip-file.ts";
import type { HubPushPost } from "../../http/wire/hub.ts";
import { findExportFile } from "../find-export-file.ts";
import type { Malthouse } from "../malthouse.ts";
import { describeHubError, isHubRefusal } from "./describe-hub-error.ts";
import { hubUrl, readHubToken } from "./hub-access.ts";
import { createHubFetch } from "./hub-fetch.ts";

type Parts = Pick<Malthouse, "store" | "folder" | "keys" | "log">;
type Push = { readonly done: Promise<void>; readonly stop: AbortController };

declare global {
  // Next bundles routes and instrumentation apart; pushes started by the one are stopped by the other.
  var __malthousePushes: Map<string, Push> | undefined;
}

const pushes = (globalThis.__malthousePushes ??= new Map<string, Push>());
const progressMs = 500;
/** Of the whole: unpacking is reading a disk, sending is a network. */
const unpackShare = 0.1;

const stopped = new MalthouseError(
  "not_ready",
  "The server stopped while this was being pushed. Push again.",
);
const cancelled = new MalthouseError(
  "wrong_state",
  "Cancelled. A repository that was made stays, without a commit.",
);

/**
 * Stores a push and sends the files of a finished export behind the answer, as one commit. Throws what findExportFile
 * and readHubToken throw, and `wrong_state` while another push of the export is under way.
 */
export async function startPush(parts: Parts, exportId: string, asked: HubPushPost): Promise<HubPushRow> {
  const zip = await findExportFile(parts, exportId);
  const token = await readHubToken(parts);
  const url = hubUrl();
  const row = await parts.store.transaction(async (tx) => {
    await lockExport(tx, exportId);
    const other = (await unfinishedHubPushes(tx)).find((push) => push.exportId === exportId);
    if (other)
      throw new MalthouseError(
        "wrong_state",
        `This export is being pushed to ${other.repo}. Wait for its end, or cancel it.`,
      );
    return await createHubPush(tx, { exportId, hubUrl: url, ...asked });
  });
  const stop = new AbortController();
  const done = push(parts, row, zip.path, token, stop.signal).finally(() => pushes.delete(row.id));
  pushes.set(row.id, { done, stop });
  return row;
}

/** Resolves once this process has no more to do with the push. */
export const pushSettled = async (pushId: string): Promise<void> => await pushes.get(pushId)?.done;

/** Breaks a push off; one that has ended stays as it is. Throws `not_found`. */
export async function cancelPush({ store }: Parts, exportId: string, pushId: string): Promise<HubPushRow> {
  await getHubPush(store, exportId, pushId);
  const running = pushes.get(pushId);
  running?.stop.abort(cancelled);
  await running?.done;
  await updateHubPush(store, pushId, { status: "cancelled", message: cancelled.message });
  return await getHubPush(store, exportId, pushId);
}

/** Breaks off all pushes under way and waits for their end; they are failed then. */
export async function stopPushes(): Promise<void> {
  const all = [...pushes.values()];
  for (const { stop } of all) stop.abort(stopped);
  await Promise.all(all.map(({ done }) => done));
}

/** Marks pushes as failed whose process is gone, and removes what they unpacked. To be called at the start. */
export async function failAbandonedPushes({ store, folder }: Pick<Parts, "store" | "folder">): Promise<void> {
  for (const { id } of await unfinishedHubPushes(store)) {
    if (pushes.has(id)) continue;
    await rm(folderOf(folder, id), { recursive: true, force: true });
    await updateHubPush(store, id, { status: "failed", message: stopped.message });
  }
}

const folderOf = (folder: string, pushId: string): string =>
  path.join(/* turbopackIgnore: true */ folder, "exports", `${pushId}.files`);

/** Never rejects: whatever happens is told by the push's row. */
async function push(
  parts: Parts,
  row: HubPushRow,
  zip: string,
  token: string,
  signal: AbortSignal,
): Promise<void> {
  const { store, log } = parts;
  try {
    const url = await send(parts, row, zip, token, signal);
    await updateHubPush(store, row.id, { status: "done", progress: 1, url });
  } catch (error) {
    // Clients wrap the reason of an abort in words of their own.
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (!(reason instanceof MalthouseError || isHubRefusal(reason)))
      log.error(reason, "an export could not be pushed");
    const status = reason === cancelled ? "cancelled" : "failed";
    await updateHubPush(store, row.id, { status, message: describeHubError(reason, row) }).catch(
      (second: unknown) => log.error(second, "a failed push could not be marked"),
    );
  } finally {
    await rm(folderOf(parts.folder, row.id), { recursive: true, force: true }).catch((error: unknown) =>
      log.error(error, "what a push had unpacked could not be removed"),
    );
  }
}

/** The address of what was pushed. */
async function send(
  { store, folder }: Parts,
  row: HubPushRow,
  zip: string,
  token: string,
  signal: AbortSignal,
): Promise<string> {
  const { files, recipeHash } = await getExport(store, row.exportId);
  const total = Math.max(
    1,
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const tell = throttle(async (progress) => await updateHubPush(store, row.id, { progress }));
  const target = {
    repo: { type: "dataset", name: row.repo },
    accessToken: token,
    hubUrl: row.hubUrl,
  } as const;
  let sent = 0;
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const fetch = createHubFetch({
    hubUrl: row.hubUrl,
    signal,
    onSent: (bytes) => {
      sent += bytes;
      tell(Math.min(0.99, unpackShare + (1 - unpackShare) * (sent / total)));
    },
    onBroken: broken.reject,
  });
  await makeRepo(row, { ...target, fetch });
  const operations = [];
  let unpacked = 0;
  for (const file of files) {
    const at = path.join(folderOf(folder, row.id), file.path);
    await unpack(zip, file.path, at, signal);
    unpacked += file.bytes;
    tell(unpackShare * (unpacked / total));
    operations.push({ operation: "addOrUpdate", path: file.path, content: await openAsBlob(at) } as const);
  }
  const { commit } = await import("@huggingface/hub");
  const committed = commit({
    ...target,
    fetch,
    operations,
    title: `Export ${recipeHash.slice(0, 8)} from Malthouse`,
    abortSignal: signal,
    // Plain uploads, which every Hub offers: the other way needs WebAssembly and addresses of its own.
    useXet: false,
  });
  // The client (2.17.5) waits for ever where an upload fails before its first word of progress has been read.
  await Promise.race([committed, broken.promise]);
  return `${row.hubUrl}/datasets/${row.repo}`;
}

/**
 * Makes the data set, or takes one that is there; one that is public stays public, so it is refused where private was
 * asked for.
 */
async function makeRepo(
  { repo, isPrivate }: HubPushRow,
  target: Parameters<typeof createRepo>[0],
): Promise<void> {
  const hub = await import("@huggingface/hub");
  try {
    await hub.createRepo({ ...target, visibility: isPrivate ? "private" : "public" });
  } catch (error) {
    if (!isHubRefusal(error) || error.statusCode !== 409) throw error;
    const known = await hub.datasetInfo({ ...target, name: repo });
    if (isPrivate && !known.private)
      throw new MalthouseError(
        "wrong_state",
        `${repo} is there already and public. Choose another name, or push it as public.`,
        { cause: error },
      );
  }
}

async function unpack(zip: string, name: string, target: string, signal: AbortSignal): Promise<void> {
  const bytes = await readZipFile(zip, name);
  if (bytes === null) throw new Error(`${zip} has no ${name}`);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(bytes, createWriteStream(target), { signal });
}

/** Tells at most twice a second, and never fails: how far it is matters less than that it goes on. */
function throttle(tell: (progress: number) => Promise<void>): (progress: number) => void {
  let last = performance.now();
  return (progress) => {
    if (performance.now() - last < progressMs) return;
    last = performance.now();
    tell(progress).catch(() => undefined);
  };
}
