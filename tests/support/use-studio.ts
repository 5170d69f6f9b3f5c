import { afterEach } from "vitest";
import type { OpenStore } from "./stores.ts";
import { openStudio, type Studio, type StudioOptions } from "./studio.ts";

/** In a suite: opens studios, each over a new store unless one is given, and closes them after the test. */
export function useStudio(openStore: OpenStore): (options?: Partial<StudioOptions>) => Promise<Studio> {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const studio of opened.splice(0)) await studio.close();
  });
  return async (options = {}) => {
    const studio = openStudio({ ...options, store: options.store ?? (await openStore()) });
    opened.push(studio);
    return studio;
  };
}
