const words: Readonly<Record<string, string>> = {
  rate_limited: "refused for now",
  transient: "broken off",
  paid_but_bad: "useless",
  fatal_node: "refused for good",
  unsupported_parameter: "asked otherwise",
};

/** "37 refused for now, 3 broken off": requests that failed since the run was taken up, by kind; "" without one. */
export const failureWords = (failures: Readonly<Record<string, number>>): string =>
  Object.entries(failures)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count.toLocaleString("en-US")} ${words[kind] ?? kind.replaceAll("_", " ")}`)
    .join(", ");
