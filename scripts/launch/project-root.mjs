import { fileURLToPath } from "node:url";

/** The folder of the clone, whatever folder the command was started in. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
