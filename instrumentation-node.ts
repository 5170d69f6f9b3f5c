import path from "node:path";
import { MalthouseError } from "./lib/core/errors.ts";
import { startMalthouse } from "./lib/engine/malthouse.ts";

const env = (name: string): string | null => process.env[name] || null;

/** Composition root: opens the store, takes up unfinished runs. What cannot start says why in one line and exits with 1. */
export async function start(): Promise<void> {
  if (globalThis.__malthouse) return;
  const port = env("PORT") ?? "3000";
  const baseUrl = env("OPENAI_BASE_URL") ?? (env("OPENAI_API_KEY") ? "https://api.openai.com/v1" : null);
  try {
    globalThis.__malthouse = await startMalthouse({
      folder: path.resolve(env("MALTHOUSE_DATA") ?? ".malthouse"),
      databaseUrl: env("DATABASE_URL"),
      origin: env("MALTHOUSE_ORIGIN") ?? `http://127.0.0.1:${port}`,
      hasDemo: env("MALTHOUSE_DEMO") !== "0",
      logLevel: env("LOG_LEVEL") ?? "warn",
      firstEndpoint:
        baseUrl && URL.canParse(baseUrl)
          ? { baseUrl, apiKeyEnv: env("OPENAI_API_KEY") && "OPENAI_API_KEY" }
          : null,
    });
  } catch (error) {
    const reason =
      error instanceof MalthouseError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`Malthouse cannot start: ${reason}\n`);
    process.exit(1);
  }
}
