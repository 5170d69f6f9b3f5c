import type { Problem } from "../http/wire/common.ts";

/** A refusal or failure of the API, as RFC 9457 tells it. `message` is the detail: what to do. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  /** What is wrong with one field of the request ("roles.generator.model"), or below it; null where nothing is. */
  fieldError(path: string): string | null {
    const found = this.problem.errors?.find((one) => one.path === path || one.path.startsWith(`${path}.`));
    return found ? found.message : null;
  }
}
