import type { Protocol } from "../protocol.ts";
import { MaltConfig, type MaltRole, roles } from "./config.ts";
import { estimate } from "./estimate.ts";
import { pairs } from "./pairs.ts";
import { plan } from "./plan.ts";
import { defaultTemplate, prompt, reads } from "./prompts.ts";
import { rows } from "./rows.ts";
import { labels, localLabels, values } from "./values.ts";

/** MALT: generator, verifier, refiner, fully expanded, credited by mean backup (arXiv 2412.01928). */
export const malt: Protocol<MaltConfig> = {
  name: "malt",
  title: "MALT",
  Config: MaltConfig,
  roles,
  plan,
  reads,
  prompt,
  values,
  labels,
  localLabels,
  pairs,
  rows,
  estimate,
  defaultBranching: { generator: 3, verifier: 3, refiner: 3 },
  defaultTemplate: (task, role) => defaultTemplate(task, role as MaltRole),
};
