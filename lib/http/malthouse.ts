import { MalthouseError } from "../core/errors.ts";
import type { Malthouse } from "../engine/malthouse.ts";

/** The running studio. Throws `not_ready` while it starts. */
export function malthouse(): Malthouse {
  if (!globalThis.__malthouse)
    throw new MalthouseError("not_ready", "Malthouse is still starting. Try again in a moment.");
  return globalThis.__malthouse;
}
