"use client";
import { useSyncExternalStore } from "react";

const query = "(max-width: 760px)";

function listen(onChange: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener("change", onChange);
  return () => list.removeEventListener("change", onChange);
}

/** Whether the window is narrower than the tabs need (below 761 px). False on the server. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(
    listen,
    () => matchMedia(query).matches,
    () => false,
  );
