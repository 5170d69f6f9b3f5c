import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { seeded } from "../../support/seeded.ts";
import { makeInputs } from "../judge/make-inputs.ts";
import { drawLognormal } from "./draw-lognormal.ts";

/**
 * An endpoint as a process of its own that costs little: finished texts of the simulator's answers, half to one and a half
 * times `LATENCY_MS` (50) after the request has come: all at once they would go in step. With `LATENCY_SIGMA` the times are
 * lognormal around it. A GET tells what they sum up to. Prints its base URL; ends with its standard input.
 */
const latencyMs = Number(process.env["LATENCY_MS"] ?? 50);
const sigma = Number(process.env["LATENCY_SIGMA"] ?? 0);
const draw = sigma > 0 ? drawLognormal(latencyMs, sigma, seeded(1)) : () => latencyMs * (0.5 + Math.random());
let workMs = 0;
const inputs = (await makeInputs(240)).get("gsm8k, simulator") ?? [];
const choices = inputs.map(({ text }) => ({
  finish_reason: "stop",
  logprobs: null,
  message: { role: "assistant", content: text, refusal: null },
}));
const bodies = new Map<string, Buffer>();
let answered = 0;

function bodyOf(n: number): Buffer {
  const first = answered++ % choices.length;
  const key = `${n} ${first}`;
  const known = bodies.get(key);
  if (known) return known;
  const body = Buffer.from(
    JSON.stringify({
      id: `chatcmpl-${key}`,
      object: "chat.completion",
      created: 1_700_000_000,
      model: "test-model",
      system_fingerprint: "fp_bench",
      choices: Array.from({ length: n }, (_, index) => ({
        index,
        ...choices[(first + 7 * index) % choices.length],
      })),
      usage: { prompt_tokens: 120, completion_tokens: 95 * n, total_tokens: 120 + 95 * n },
    }),
  );
  bodies.set(key, body);
  return body;
}

const server = createServer((request, response) => {
  if (request.method === "GET") return void response.end(JSON.stringify({ workMs }));
  let text = "";
  request.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  request.on("end", () => {
    const n = Number(/"n":(\d+)/.exec(text)?.[1] ?? 1);
    const serviceMs = draw();
    workMs += serviceMs;
    setTimeout(() => {
      const body = bodyOf(n);
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
      response.end(body);
    }, serviceMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
