"use client";
import { useEffect, useRef } from "react";
import { followScroll, type ScrollAnchor } from "@/lib/draw/follow-scroll.ts";

/** More places than this are not asked for: the browser lays out each line once, and reads are then cheap. */
const mostAnchors = 300;

/**
 * Scrolls two panes of text together, so that lines which both texts have (`lines`, offsets into each) stand beside each
 * other. Where a pane shows its text in another form, the places are shared out evenly.
 */
export function useAlignedScroll(lines: readonly (readonly [left: number, right: number])[]) {
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [a, b] = [left.current, right.current];
    if (!a || !b) return;
    let anchors: ScrollAnchor[] | null = null;
    const measure = (): ScrollAnchor[] => {
      const every = Math.max(1, Math.ceil(lines.length / mostAnchors));
      const some = lines.filter((_, at) => at % every === 0);
      const [tops, others] = [
        topsOf(
          a,
          some.map(([offset]) => offset),
        ),
        topsOf(
          b,
          some.map(([, offset]) => offset),
        ),
      ];
      return tops.flatMap((top, at): ScrollAnchor[] => {
        const other = others[at];
        return top === null || other === undefined || other === null ? [] : [[top, other]];
      });
    };
    const forget = () => {
      anchors = null;
    };
    // Setting a pane's place makes it say that it was scrolled: that one is not followed back.
    let driven: HTMLElement | null = null;
    const follow = (from: HTMLElement, to: HTMLElement) => () => {
      if (driven === from) {
        driven = null;
        return;
      }
      anchors ??= measure();
      const turned = from === a ? anchors : anchors.map(([one, other]): ScrollAnchor => [other, one]);
      const before = to.scrollTop;
      to.scrollTop = followScroll(from.scrollTop, paneOf(from), paneOf(to), turned);
      if (to.scrollTop !== before) driven = to;
    };
    const [onLeft, onRight] = [follow(a, b), follow(b, a)];
    a.addEventListener("scroll", onLeft, { passive: true });
    b.addEventListener("scroll", onRight, { passive: true });
    const watch = new ResizeObserver(forget);
    for (const pane of [a, b, a.firstElementChild, b.firstElementChild]) if (pane) watch.observe(pane);
    return () => {
      a.removeEventListener("scroll", onLeft);
      b.removeEventListener("scroll", onRight);
      watch.disconnect();
    };
  }, [lines]);
  return { left, right };
}

const paneOf = ({ scrollHeight, clientHeight }: HTMLElement) => ({
  height: scrollHeight,
  view: clientHeight,
});

/** How far below the top of a pane's contents its text stands at some rising offsets; null past its end. */
function topsOf(pane: HTMLElement, offsets: readonly number[]): (number | null)[] {
  const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const start = pane.getBoundingClientRect().top - pane.scrollTop;
  let node = walker.nextNode();
  let passed = 0;
  return offsets.map((offset) => {
    while (node && passed + (node.nodeValue?.length ?? 0) <= offset) {
      passed += node.nodeValue?.length ?? 0;
      node = walker.nextNode();
    }
    if (!node) return null;
    range.setStart(node, offset - passed);
    range.setEnd(node, Math.min(offset - passed + 1, node.nodeValue?.length ?? 0));
    return range.getBoundingClientRect().top - start;
  });
}
