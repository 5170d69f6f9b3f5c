const known = new Set([
  "MALTHOUSE_DATA",
  "MALTHOUSE_DEMO",
  "MALTHOUSE_HUB_URL",
  "MALTHOUSE_ORIGIN",
  "MALTHOUSE_TEST_DATABASE_URL",
  "MALTHOUSE_TEST_ORIGIN",
]);

/**
 * Names that look like settings of ours and are none: most likely a slip of the keyboard.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} warnings
 */
export function findUnknownNames(env) {
  return Object.keys(env)
    .filter((name) => name.startsWith("MALTHOUSE_") && !known.has(name))
    .toSorted()
    .map(
      (name) =>
        `${name} is set but unknown here, and so without effect. Known: MALTHOUSE_DATA, MALTHOUSE_DEMO, MALTHOUSE_HUB_URL.`,
    );
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/**
 * The settings that only the app uses, so that a slip is told at start and not in the middle of a run.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} problems
 */
export function checkAppSettings(env) {
  const problems = [];
  const level = env["LOG_LEVEL"] ?? "";
  if (level !== "" && !logLevels.includes(level))
    problems.push(`LOG_LEVEL is "${level}". Give one of ${logLevels.join(", ")}, or leave it out for warn.`);
  const demo = env["MALTHOUSE_DEMO"] ?? "";
  if (!["", "0", "1"].includes(demo))
    problems.push(
      `MALTHOUSE_DEMO is "${demo}". Give 0 for an empty store without demo data, or leave it out.`,
    );
  const endpoint = env["OPENAI_BASE_URL"] ?? "";
  if (endpoint !== "" && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)))
    problems.push(
      "OPENAI_BASE_URL is no address. It looks like http://127.0.0.1:8000/v1; leave it out to add endpoints later.",
    );
  const hub = env["MALTHOUSE_HUB_URL"] ?? "";
  if (hub !== "" && !(URL.canParse(hub) && /^https?:$/.test(new URL(hub).protocol)))
    problems.push(
      "MALTHOUSE_HUB_URL is no address. It looks like https://huggingface.co; leave it out for that one.",
    );
  return problems;
}
