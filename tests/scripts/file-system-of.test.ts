import { expect, test } from "vitest";
import {
  isNetworkFileSystem,
  typeInMountInfo,
  typeInMountOutput,
} from "../../scripts/preflight/file-system-of.mjs";

const mountInfo = `21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 21 0:35 / /home rw - nfs4 files:/home rw
41 40 8:2 / /home/local rw - xfs /dev/sdb1 rw
42 21 0:40 / /mnt/with\\040space rw - fuse.sshfs me@host: rw
43 21 0:41 / /mnt/covered rw - ext4 /dev/sdc1 rw
44 43 0:42 / /mnt/covered rw - cifs //host/share rw
`;

test.each([
  ["/srv/malthouse", "ext4"],
  ["/home", "nfs4"],
  ["/home/me/.malthouse", "nfs4"],
  ["/home/local/data", "xfs"],
  ["/homework", "ext4"],
  ["/mnt/with space/data", "fuse.sshfs"],
  ["/mnt/covered/data", "cifs"],
])("typeInMountInfo(%s) is %s", (folder, type) => {
  expect(typeInMountInfo(folder, mountInfo)).toBe(type);
});

test("typeInMountOutput reads the lines of macOS", () => {
  const printed = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only)
//me@host/share on /Volumes/share (smbfs, nodev, nosuid)
`;
  expect(typeInMountOutput("/Volumes/share/data", printed)).toBe("smbfs");
  expect(typeInMountOutput("/Users/me", printed)).toBe("apfs");
});

test.each([
  ["nfs", true],
  ["nfs4", true],
  ["cifs", true],
  ["smb3", true],
  ["smbfs", true],
  ["fuse.sshfs", true],
  ["fuse.s3fs", true],
  ["ext4", false],
  ["apfs", false],
  ["fuseblk", false],
  ["overlay", false],
  ["tmpfs", false],
  [null, false],
])("isNetworkFileSystem(%s) is %s", (type, expected) => {
  expect(isNetworkFileSystem(type)).toBe(expected);
});
