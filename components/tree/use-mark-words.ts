"use client";
import { useEffect, type RefObject } from "react";

/** The name of the style rule for what a search found. */
const name = "found-words";

/** The ranges in which the words stand in an element's text, over the borders of its parts; at most `most`. */
function rangesOf(root: Element, sought: string, most: number): Range[] {
  const parts: { readonly node: Text; readonly from: number }[] = [];
  let all = "";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    parts.push({ node, from: all.length });
    all += node.data;
  }
  // Lower case may be longer than the text itself ("İ"): such a text is searched as it is.
  const lower = all.toLowerCase();
  const text = (lower.length === all.length ? lower : all).replaceAll(/\s/g, " ");
  const placeOf = (at: number) => parts.findLast(({ from }) => from <= at);
  const ranges: Range[] = [];
  for (let at = text.indexOf(sought); at >= 0 && ranges.length < most; at = text.indexOf(sought, at + 1)) {
    const [first, last] = [placeOf(at), placeOf(at + sought.length - 1)];
    if (!first || !last) continue;
    const range = new Range();
    range.setStart(first.node, at - first.from);
    range.setEnd(last.node, at + sought.length - last.from);
    ranges.push(range);
  }
  return ranges;
}

/** Marks the words wherever they stand in the element, without touching what it holds; again as it changes. */
export function useMarkWords(ref: RefObject<Element | null>, words: string): void {
  useEffect(() => {
    const element = ref.current;
    const sought = words.trim().replaceAll(/\s+/g, " ").toLowerCase();
    if (!element || sought === "" || typeof Highlight === "undefined") return;
    const mark = (): void => void CSS.highlights.set(name, new Highlight(...rangesOf(element, sought, 500)));
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      CSS.highlights.delete(name);
    };
  }, [ref, words]);
}
