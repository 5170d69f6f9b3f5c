/**
 * Prints one line for the person at the terminal.
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs one long step, with a line when it starts, a sign of life every ten seconds and its duration at the end.
 * @template T
 * @param {string} title what is being done, as a present participle: "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what the work returned; its error passes through
 */
export async function sayStep(title, work) {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  say(`${title} …`);
  const sign = setInterval(() => say(`  … still at it, ${seconds()} s`), 10_000);
  try {
    const result = await work();
    say(`  done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(sign);
  }
}
