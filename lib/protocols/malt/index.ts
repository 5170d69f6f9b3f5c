import type { Protocol } from "../protocol.ts";
import { expansionOf } from "../expansion/index.ts";
import { MaltConfig, type MaltRole, roles } from "./config.ts";
import { defaultTemplate, prompt, reads } from "./prompts.ts";

/** MALT: generator, verifier, refiner, fully expanded, credited by mean backup (arXiv 2412.01928). */
export const malt: Protocol<MaltConfig> = {
  ...expansionOf(roles),
  name: "malt",
  title: "MALT",
  Config: MaltConfig,
  roles,
  reads,
  prompt,
  defaultBranching: { generator: 3, verifier: 3, refiner: 3 },
  defaultTemplate: (task, role) => defaultTemplate(task, role as MaltRole),
};
