const known = new Set([
  "MALTHOUSE_DATA",
  "MALTHOUSE_DEMO",
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
        `${name} is set but unknown here, and so without effect. Known: MALTHOUSE_DATA, MALTHOUSE_DEMO.`,
    );
}
