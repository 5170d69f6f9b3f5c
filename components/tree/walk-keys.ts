import type { KeyboardEvent } from "react";
import type { HotkeyMap } from "@/components/ui/use-hotkeys.ts";
import type { Move } from "./move-in-tree.ts";

type Mover = (to: Move) => () => void;

const arrows: Readonly<Record<string, Move>> = {
  ArrowLeft: "parent",
  ArrowRight: "child",
  ArrowDown: "next",
  ArrowUp: "previous",
};

/** The letters that walk a tree from anywhere on its page, with Home and End. */
export const walkKeys = (move: Mover): HotkeyMap => ({
  h: move("parent"),
  l: move("child"),
  j: move("next"),
  k: move("previous"),
  home: move("first"),
  end: move("last"),
});

/** The arrows that walk a tree while the focus is in it; with a modifier they stay the browser's. */
export function walkByArrow(move: Mover, event: KeyboardEvent): void {
  const to = arrows[event.key];
  if (!to || event.metaKey || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  move(to)();
}
