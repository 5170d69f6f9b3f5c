"use client";
import { useEffect, useEffectEvent } from "react";

export type HotkeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** How long the second key of "g r" may take. */
const sequenceMs = 1000;

/** A dialog or menu that is open; one that only fades out (Base UI's `data-closed`) no longer keeps the keys. */
const openLayer = ["dialog", "menu"].map((role) => `[role="${role}"]:not([data-closed])`).join();

/** "mod+enter", "shift+f", "?", "arrowleft": `mod` stands for ⌘ or Ctrl; shift is named only for letters and named keys. */
function keyName(event: KeyboardEvent): string {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const hasShift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
  return `${event.metaKey || event.ctrlKey ? "mod+" : ""}${event.altKey ? "alt+" : ""}${hasShift ? "shift+" : ""}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "button", "range", "submit"].includes(target.type)
  );
}

/** The control that a pointer touched last; Tab forgets it. */
let touched: EventTarget | null = null;
if (typeof window !== "undefined") {
  window.addEventListener(
    "pointerdown",
    (event) => {
      touched = event.target instanceof Element ? event.target.closest("button,a,summary") : null;
    },
    true,
  );
  window.addEventListener("keydown", (event) => event.key === "Tab" && (touched = null), true);
}

/**
 * Whether Enter or Space belongs to the control in focus. One reached by keyboard does what it says; one that only
 * keeps the focus of a click does not eat the screen's key.
 */
function isOwnKey(name: string, target: EventTarget | null): boolean {
  return (
    (name === "enter" || name === "space") &&
    target instanceof Element &&
    target.matches("button,a[href],summary,[role=radio],[role=tab],[role=checkbox],input") &&
    target !== touched
  );
}

/** The first key of a sequence under way, shared by all maps so that "g r" never also fires a plain "r". */
let pending: { key: string; at: number; usedAt: number | null } | null = null;

/** "g r" where this event completes a sequence, else null; every map that hears the event gets the same answer. */
function sequenceOf(event: KeyboardEvent, name: string): string | null {
  if (!pending || event.timeStamp === pending.at || event.timeStamp - pending.at > sequenceMs) return null;
  if (pending.usedAt !== null && pending.usedAt !== event.timeStamp) return null;
  pending.usedAt = event.timeStamp;
  return `${pending.key} ${name}`;
}

/**
 * Keys of the current screen: `{ "j": …, "shift+f": …, "mod+enter": …, "g r": … }`. Single keys never fire in a text
 * field, in an open dialog or menu; `mod+` keys fire in text fields too. A handled key does nothing else.
 */
export function useHotkeys(map: HotkeyMap, isEnabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = keyName(event);
    const hasModifier = name.startsWith("mod+");
    if (!hasModifier && (isTyping(event.target) || document.querySelector(openLayer))) return;
    if (isOwnKey(name, event.target)) return;
    const sequence = sequenceOf(event, name);
    const handler = sequence ? map[sequence] : map[name];
    if (handler) {
      event.preventDefault();
      handler(event);
    }
    if (!sequence && !handler && Object.keys(map).some((keys) => keys.startsWith(`${name} `)))
      pending = { key: name, at: event.timeStamp, usedAt: null };
  });
  useEffect(() => {
    if (!isEnabled) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isEnabled]);
}
