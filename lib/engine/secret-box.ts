import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MalthouseError } from "../core/errors.ts";

/** Encrypts the keys of endpoints for storing. A sealed text is "v1.<key's mark>.<iv>.<tag>.<bytes>" in base64url. */
export type SecretBox = {
  seal(secret: string): string;
  /** Throws MalthouseError `wrong_state` where the text was sealed with another key file or has been changed. */
  open(sealed: string): string;
};

const fileName = "secrets.key";
const keyBytes = 32;

/**
 * The box of a data folder: AES-256-GCM with the key in `secrets.key`, mode 0600, made on first use. Two processes
 * starting at once agree on one key. Throws MalthouseError `wrong_state` on a key file that is not one.
 */
export async function openSecretBox(folder: string): Promise<SecretBox> {
  const path = join(folder, fileName);
  const key = (await readKey(path)) ?? (await createKey(folder, path));
  const mark = createHash("sha256").update(key).digest("base64url").slice(0, 8);
  return {
    seal(secret) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const bytes = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return ["v1", mark, ...[iv, cipher.getAuthTag(), bytes].map((part) => part.toString("base64url"))].join(
        ".",
      );
    },
    open(sealed) {
      const [version, sealedMark, ...parts] = sealed.split(".");
      const [iv, tag, bytes] = parts.map((part) => Buffer.from(part, "base64url"));
      if (version !== "v1" || iv?.length !== 12 || tag?.length !== 16 || !bytes || parts.length !== 3)
        throw unreadable("The stored key of this endpoint is damaged. Enter it again.");
      if (sealedMark !== mark)
        throw unreadable(
          `The key of this endpoint was stored with another ${path}. Put that file back, or enter the key again.`,
        );
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, iv).setAuthTag(tag);
        return Buffer.concat([decipher.update(bytes), decipher.final()]).toString("utf8");
      } catch {
        throw unreadable("The stored key of this endpoint is damaged. Enter it again.");
      }
    },
  };
}

async function readKey(path: string): Promise<Buffer | null> {
  const key = await readFile(path).catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  });
  if (key === null) return null;
  if (key.length !== keyBytes)
    throw unreadable(
      `${path} is not a key file (${key.length} bytes instead of ${keyBytes}). Put the right one back, or remove it and enter the endpoints' keys again.`,
    );
  await chmod(path, 0o600);
  return key;
}

/** Linked into place whole, so that nobody reads half a key, and whoever comes second takes the first one's. */
async function createKey(folder: string, path: string): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${fileName}.${randomBytes(6).toString("hex")}`);
  await writeFile(draft, randomBytes(keyBytes), { mode: 0o600, flag: "wx" });
  try {
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const key = await readKey(path);
  if (key === null) throw unreadable(`${path} vanished while it was made. Check the data folder.`);
  return key;
}

const unreadable = (message: string): MalthouseError => new MalthouseError("wrong_state", message);

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
