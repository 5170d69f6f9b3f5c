import { existsSync } from "node:fs";
import path from "node:path";
import { installDebian } from "./install-debian.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The browser for the tests: CHROMIUM_PATH, or one that is installed, or Debian's.
 * @returns {string | null} absolute path of the program
 */
export function findChromium() {
  const given = process.env["CHROMIUM_PATH"];
  if (given) return existsSync(given) ? given : null;
  return findInstalled() ?? (installDebian("chromium") ? findInstalled() : null);
}

function findInstalled() {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...elsewhere].find((file) => existsSync(file)) ?? null;
}
