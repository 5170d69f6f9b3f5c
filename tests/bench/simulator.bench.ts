import OpenAI from "openai";
import { makeProblems } from "../../lib/simulator/problems.ts";
import { createSimulator } from "../../lib/simulator/server.ts";
import { serveFetch } from "../support/serve-fetch.ts";

const requests = 1000;
const inFlight = 16;
const questions = makeProblems({ count: 200, seed: 1 }).map(({ question }) => question);
const { handle } = createSimulator({ now: Date.now, random: Math.random });

/** Requests a second through the openai client, `inFlight` at a time. */
async function measure(handler: (request: Request) => Promise<Response>, n: number): Promise<number> {
  const server = await serveFetch(handler);
  const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < requests) {
      const content = `${questions[next++ % questions.length]}\n\nWork it out.`;
      await client.chat.completions.create({
        model: "maltsim-base",
        n,
        temperature: 0.3,
        messages: [{ role: "user", content }],
      });
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, work));
  const seconds = (performance.now() - start) / 1000;
  await server.close();
  return requests / seconds;
}

const canned = JSON.stringify({ id: "0", object: "chat.completion", created: 0, model: "none", choices: [] });
const emptyHandler = async (request: Request): Promise<Response> => {
  await request.text();
  return new Response(canned, { headers: { "content-type": "application/json" } });
};

await measure(emptyHandler, 1);
const rows = [];
for (const n of [1, 3]) {
  const [empty, simulated] = [await measure(emptyHandler, n), await measure(handle, n)];
  rows.push({
    n,
    "requests/s": Math.round(simulated),
    "completions/s": Math.round(simulated * n),
    "requests/s of an empty server": Math.round(empty),
    ratio: (empty / simulated).toFixed(2),
  });
}
console.table(rows);
