import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** SQLite's write-ahead log needs memory shared by all who have the file open: a network cannot give it. */
const networkTypes =
  /^(nfs\d?|cifs|smb\d?|smbfs|afs|afpfs|webdav|davfs2?|ceph|lustre|beegfs|gpfs|glusterfs|fuse\.(sshfs|s3fs|rclone|glusterfs|gcsfuse|davfs2?|ceph.*|smbnetfs|curlftpfs|juicefs.*))$/;

/**
 * Is this type of file system one on another machine?
 * @param {string | null} type as the kernel names it: "nfs4", "fuse.sshfs"
 */
export function isNetworkFileSystem(type) {
  return type !== null && networkTypes.test(type);
}

/**
 * The type of the file system that holds a path, from Linux' mount table.
 * @param {string} folder absolute, links resolved
 * @param {string} mountInfo the text of /proc/self/mountinfo
 * @returns {string | null}
 */
export function typeInMountInfo(folder, mountInfo) {
  let best = { length: -1, type: /** @type {string | null} */ (null) };
  for (const line of mountInfo.split("\n")) {
    const [before, after] = line.split(" - ");
    const point = before
      ?.split(" ")[4]
      ?.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)));
    const type = after?.split(" ")[0];
    if (point === undefined || type === undefined) continue;
    // A later line with the same mount point covers the earlier one.
    if (isUnder(folder, point) && point.length >= best.length) best = { length: point.length, type };
  }
  return best.type;
}

/**
 * The type of the file system that holds a path, from what macOS' `mount` prints.
 * @param {string} folder absolute, links resolved
 * @param {string} printed lines such as "//user@host/share on /Volumes/share (smbfs, nodev)"
 * @returns {string | null}
 */
export function typeInMountOutput(folder, printed) {
  let best = { length: -1, type: /** @type {string | null} */ (null) };
  for (const line of printed.split("\n")) {
    const match = / on (\/.*) \(([^,)]+)/.exec(line);
    const [point, type] = [match?.[1], match?.[2]];
    if (point === undefined || type === undefined) continue;
    if (isUnder(folder, point) && point.length >= best.length) best = { length: point.length, type };
  }
  return best.type;
}

/** @param {string} folder @param {string} point */
function isUnder(folder, point) {
  return point === "/" || folder === point || folder.startsWith(`${point}/`);
}

/**
 * The type of the file system under a folder of this machine.
 * @param {string} folder absolute, existing, links resolved
 * @returns {string | null} null where it cannot be told
 */
export function fileSystemOf(folder) {
  try {
    if (process.platform === "linux")
      return typeInMountInfo(folder, readFileSync("/proc/self/mountinfo", "utf8"));
    if (process.platform === "darwin")
      return typeInMountOutput(folder, execFileSync("/sbin/mount", { encoding: "utf8" }));
    if (process.platform === "win32") return path.parse(folder).root.startsWith("\\\\") ? "smb" : null;
  } catch {
    // A mount table that cannot be read tells nothing; the start goes on.
  }
  return null;
}
