import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Fault } from "./endpoint-server.ts";
import { startEndpointServer } from "./endpoint-server.ts";

/**
 * The test endpoint as a process of its own, for trying the studio by hand:
 * node tests/support/endpoint-process.ts --port 0 --data questions.jsonl --right 0.6 --latency 200 --errors 0.05
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    data: { type: "string" },
    model: { type: "string", default: "test-model" },
    right: { type: "string", default: "0.6" },
    latency: { type: "string", default: "200" },
    errors: { type: "string", default: "0" },
    seed: { type: "string", default: "0" },
    key: { type: "string" },
    n: { type: "string", default: "yes" },
  },
});

const troubles: readonly Fault[] = [
  { status: 500, body: { error: { message: "internal error" } } },
  {
    status: 429,
    headers: { "retry-after": "1" },
    body: { error: { message: "slow down", code: "rate_limit_exceeded" } },
  },
  "reset",
  "empty",
  "cut-json",
];

const golds = values.data === undefined ? new Map<string, string>() : await readGolds(values.data);
const latency = Number(values.latency);
const errorShare = Number(values.errors);

const server = await startEndpointServer({
  port: Number(values.port),
  model: values.model,
  gold: (question) => golds.get(question) ?? null,
  rightShare: Number(values.right),
  seed: Number(values.seed),
  latencyMs: () => latency * (0.5 + Math.random()),
  faults: () =>
    Math.random() < errorShare ? (troubles[Math.floor(Math.random() * troubles.length)] ?? "ok") : "ok",
  supportsN: values.n === "ignore" ? "ignore" : values.n !== "no",
  ...(values.key !== undefined && { requireKey: values.key }),
});
process.stdout.write(`${server.url}\n`);

const stop = (): void => void server.close().then(() => process.exit(0));
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

/** Gold by the first paragraph of each question; a worked answer counts by what stands after "####". */
async function readGolds(path: string): Promise<Map<string, string>> {
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return new Map(
    lines.map((line) => {
      const row = JSON.parse(line) as Record<string, unknown>;
      const question = String(row["question"] ?? row["problem"] ?? "");
      const answer = String(row["gold"] ?? row["answer"] ?? "");
      return [
        question.split(/\n\s*\n/, 1)[0]?.trim() ?? "",
        (answer.split("####").at(-1) ?? "").trim().replaceAll(",", ""),
      ];
    }),
  );
}
