import path from "node:path";
import { checkOrigin } from "@/lib/http/check-origin.ts";
import { problemOf } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { createSimulator, type Simulator } from "@/lib/simulator/server.ts";
import { createFolderStore } from "@/lib/simulator/training/training-store.ts";

let simulator: Simulator | null = null;

/** Made with the first request: where it keeps its models is known once the studio is there. */
const simulatorNow = (): Simulator =>
  (simulator ??= createSimulator({
    now: Date.now,
    random: Math.random,
    store: createFolderStore(path.join(malthouse().folder, "simulator")),
  }));

async function answer(request: Request): Promise<Response> {
  try {
    checkOrigin(request);
    return await simulatorNow().handle(request);
  } catch (error) {
    return problemOf(error);
  }
}

export const GET = answer;
export const POST = answer;
export const DELETE = answer;
