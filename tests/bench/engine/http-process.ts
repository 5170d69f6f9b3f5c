import { openBench } from "./bench-studio.ts";

/**
 * The engine whole but for the judge, over HTTP and into a file: `http-process.ts URL CONCURRENCY QUESTIONS`. Prints how
 * long the run took and its first tree, milliseconds, as JSON.
 */
const [url = "", concurrency = "32", questions = "200"] = process.argv.slice(2);
const bench = await openBench({
  url,
  maxConcurrency: Number(concurrency),
  questions: Number(questions),
  siblings: "off",
});
await bench.learnLimit();
let firstTreeMs = 0;
const startedAt = performance.now();
bench.onTree((status) => {
  if (status !== "growing") firstTreeMs ||= performance.now() - startedAt;
});
await bench.grow();
const makespanMs = performance.now() - startedAt;
await bench.close();
console.log(JSON.stringify({ makespanMs, firstTreeMs }));
process.exit(0);
