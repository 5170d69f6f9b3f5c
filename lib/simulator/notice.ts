/** What a badge beside numbers of the simulated model says. */
export const simulatedShort = "Simulated model";

/** The same at full length, for charts, exports and data set cards. */
export const simulatedLong =
  "maltsim is a small log-linear policy (156 weights) that makes reading and arithmetic slips on generated word problems. " +
  "Its starting weights were set by hand so that the untrained chain is right about every second time. " +
  "Trees, values and pairs are really grown from its answers, but the numbers say nothing about language models. " +
  "Connect an endpoint to measure one.";
