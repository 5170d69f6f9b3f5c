"use client";
import { useCallback, useSyncExternalStore } from "react";

const heard = new Set<() => void>();

function listen(onChange: () => void): () => void {
  heard.add(onChange);
  window.addEventListener("storage", onChange);
  return () => {
    heard.delete(onChange);
    window.removeEventListener("storage", onChange);
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A text that this browser remembers under `key`; `fallback` where there is none or storage is shut. */
export function useStoredText(key: string, fallback: string): [string, (text: string) => void] {
  const stored = useSyncExternalStore(
    listen,
    () => read(key),
    () => null,
  );
  const store = useCallback(
    (text: string) => {
      try {
        localStorage.setItem(key, text);
      } catch {
        return;
      }
      for (const onChange of heard) onChange();
    },
    [key],
  );
  return [stored ?? fallback, store];
}
