import { z } from "zod";
import { orNull } from "./or-null.ts";

/** The random sample that a decided pair came from, as trees and words files carry it; bounds are the API's. */
export const DecisionSample = z.object({
  seed: z.int().min(0).max(2_147_483_647),
  ordinal: orNull(z.int().min(1).max(2_147_483_647)),
  role: orNull(z.string().max(100)),
  minMargin: orNull(z.number().min(0).max(1)),
});
