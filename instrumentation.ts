/** Next calls this once before it serves; everything lives in a second file that only Node loads. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] === "nodejs") await (await import("./instrumentation-node.ts")).start();
}
