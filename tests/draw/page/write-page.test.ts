import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeJson } from "../../../lib/draw/page/escape-json.ts";
import { writePage } from "../../../lib/draw/page/write-page.ts";

const viewer = { script: `"use strict";document.title="ready"`, style: "body{color:red}" };
const hostile = `</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>\u2028\u2029 "quoted" &amp; \uD800`;

const marks = [
  "<",
  ">",
  "</script>",
  "<!--",
  "]]>",
  "&",
  '"',
  "\\",
  "\u2028",
  "\u2029",
  "\uD800",
  "\0",
  "a",
  " ",
];
const anyText = fc.oneof(
  fc.string(),
  fc.array(fc.constantFrom(...marks)).map((parts) => parts.join("")),
);

async function write(texts: string[], given = viewer): Promise<string> {
  const tree = {
    summary: { question: texts[0] },
    tree: { nodes: texts },
    texts,
    prompts: new Map([["", [{ role: "user" as const, content: texts.join("\n") }]]]),
  };
  const parts: string[] = [];
  for await (const part of writePage(given, { title: texts[0] ?? "" }, [tree])) parts.push(part);
  return parts.join("");
}

test("writePage lets its own script and style run by their hash and nothing else from anywhere", async () => {
  const page = await write(["One?"]);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hashOf(viewer.script)}`,
    `style-src ${hashOf(viewer.style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(page.indexOf("http-equiv")).toBeLessThan(page.indexOf("<style>"));
  expect(page).not.toMatch(/(?:src|href)=|https?:\/\//);
});

test("writePage keeps hostile texts data: no text ends its block or an attribute", async () => {
  const page = await write([hostile]);
  expect(page.match(/<script\b[^>]*>/g)?.map((tag) => tag.slice(0, 40))).toEqual([
    '<script type="application/json" id="abou',
    '<script type="application/json" class="t',
    "<script>",
  ]);
  expect(page.match(/<\/script>/g)).toHaveLength(3);
  expect(page).not.toMatch(/<img|<!--/);
  const block = /class="tree"[^>]*>([^<]*)</.exec(page)?.[1] ?? "";
  expect(JSON.parse(block).tree.nodes).toEqual([hostile]);
});

test("writePage refuses a viewer that would end its own element", async () => {
  await expect(write(["?"], { ...viewer, script: "a='</script>'" })).rejects.toThrow(RangeError);
  await expect(write(["?"], { ...viewer, style: "</style>" })).rejects.toThrow(RangeError);
});

test("escapeJson of any value parses to it and opens no tag", () => {
  fc.assert(
    fc.property(fc.array(anyText), (value) => {
      const written = escapeJson(value);
      expect(written).not.toMatch(/[<>\u2028\u2029]/);
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
