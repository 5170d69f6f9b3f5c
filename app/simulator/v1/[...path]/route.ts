import { checkHost } from "@/lib/http/check-origin.ts";
import { problemOf } from "@/lib/http/handle.ts";
import { createSimulator } from "@/lib/simulator/server.ts";

const simulator = createSimulator({ now: Date.now, random: Math.random });

async function answer(request: Request): Promise<Response> {
  try {
    checkHost(request);
  } catch (error) {
    return problemOf(error);
  }
  return await simulator.handle(request);
}

export const GET = answer;
export const POST = answer;
