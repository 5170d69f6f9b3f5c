import { Readable } from "node:stream";
import Busboy from "@fastify/busboy";
import { MalthouseError } from "../core/errors.ts";

export type Upload<Stored> = {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string | null;
  readonly stored: Stored;
};

const longestField = 10_000;

/**
 * Reads multipart/form-data as a stream: the field `file` goes to `store` while it arrives, other fields come back as
 * text. Throws `unsupported_media` for another content type, `malformed_request` without a file or for a broken form,
 * and whatever `store` throws; what was stored of a form that broke off is removed.
 */
export async function readUpload<Stored extends { remove(): Promise<void> }>(
  request: Request,
  store: (bytes: AsyncIterable<Uint8Array>) => Promise<Stored>,
): Promise<Upload<Stored>> {
  const type = request.headers.get("content-type") ?? "";
  if (!request.body || !/^multipart\/form-data\b/i.test(type))
    throw new MalthouseError(
      "unsupported_media",
      'Send multipart/form-data with the file in a field named "file".',
    );
  const form = openForm(type);
  const fields: Record<string, string> = {};
  let fileName: string | null = null;
  let storing = null as Promise<Stored> | null;
  let current = null as Readable | null;
  const done = new Promise<void>((resolve, reject) => {
    form.on("field", (name, value) => {
      fields[name] = value;
    });
    form.on("file", (name, stream, given) => {
      // A form that ends inside a part says so on the part too; unheard, that would end the process.
      stream.on("error", (error: unknown) => reject(brokenForm(error)));
      if (name !== "file" || storing) return void stream.resume();
      fileName = given || null;
      current = stream;
      storing = store(stream);
      // What stops reading half-way would leave the form waiting for ever.
      storing.catch((error: unknown) => {
        stream.resume();
        reject(error instanceof Error ? error : brokenForm(error));
      });
    });
    form.on("finish", () => resolve());
    form.on("error", (error: unknown) => reject(brokenForm(error)));
  });
  const source = Readable.fromWeb(request.body as import("node:stream/web").ReadableStream);
  source.on("error", () => form.destroy(new Error("the connection broke off")));
  source.pipe(form);
  try {
    await done;
  } catch (error) {
    current?.destroy(new Error("the form broke off"));
    await storing?.then((stored) => stored.remove()).catch(() => {});
    throw error;
  } finally {
    source.unpipe(form);
    source.resume();
  }
  if (!storing)
    throw new MalthouseError("malformed_request", 'The form has no file. Send it in a field named "file".');
  return { fields, fileName, stored: await storing };
}

function openForm(type: string) {
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: { files: 1, fields: 20, fieldSize: longestField },
    });
  } catch (error) {
    throw brokenForm(error);
  }
}

const brokenForm = (error: unknown): MalthouseError =>
  new MalthouseError("malformed_request", "The form could not be read to its end. Send it again.", {
    cause: error,
  });
