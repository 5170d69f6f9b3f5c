import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const manifest = JSON.parse(read("package.json")) as Record<
  "dependencies" | "scripts",
  Record<string, string>
>;

/** Whatever looks like a path of ours: in code marks, or at the start of a line of the tree. */
function pathsIn(text: string): string[] {
  const inMarks = [...text.matchAll(/`([\w./[\]-]+)`/g)].map((match) => match[1] ?? "");
  const inTree = [...text.matchAll(/^([\w./-]+\/) {2,}/gm)].map((match) => match[1] ?? "");
  return [...new Set([...inMarks, ...inTree])].filter(
    (name) => name.includes("/") || /\.(ts|md|json)$/.test(name),
  );
}

const architecture = pathsIn(read("ARCHITECTURE.md"));

test("ARCHITECTURE.md names enough paths to be worth this test", () => {
  expect(architecture.length).toBeGreaterThan(40);
});

test.each(architecture)("ARCHITECTURE.md names %s, which exists", (name) => {
  expect(existsSync(path.join(root, name))).toBe(true);
});

test("README.md gives a reason for every run-time dependency and for no other package", () => {
  const table = read("README.md").split("## Dependencies")[1]?.split("\n## ")[0] ?? "";
  const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)]
    .flatMap((match) => (match[1] ?? "").split(", "))
    .filter((name) => name !== "Package" && !name.startsWith("-"));
  expect(listed.toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
});

test("README.md names only commands that package.json has", () => {
  const named = [...read("README.md").matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] ?? "");
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(Object.keys(manifest.scripts)).toContain(name);
});

const pages = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", ...globSync("docs/**/*.md", { cwd: root })];

test.each(pages)("%s links to files that exist", (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
    (match) => match[1] ?? "",
  );
  expect(links.filter((link) => !existsSync(path.join(root, path.dirname(file), link)))).toEqual([]);
});
