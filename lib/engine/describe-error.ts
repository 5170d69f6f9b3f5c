/**
 * An error for the log: type, message and stack, causes too. A failed statement keeps its SQL but loses its
 * parameters, which may be a model's texts or a sealed key.
 */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 1000) };
  // The driver's own error, its cause, has a query too; its message is the reason and holds no parameters.
  const isStatement = "params" in error;
  const query: unknown = "query" in error ? error.query : null;
  return {
    type: error.constructor.name,
    message: isStatement ? "a statement failed" : error.message,
    ...(isStatement && { query: String(query).slice(0, 2000) }),
    stack: isStatement ? undefined : error.stack,
    ...(error.cause !== undefined && depth < 4 && { cause: describeError(error.cause, depth + 1) }),
  };
}
