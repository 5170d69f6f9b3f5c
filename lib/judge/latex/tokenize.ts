import { MalthouseError } from "../../core/errors.ts";
import { limits } from "../limits.ts";

/** `number` digits with at most one point; `command` without its backslash; `text` the content of \text. */
export type Token = {
  readonly kind: "number" | "letter" | "command" | "text" | "mark";
  readonly text: string;
};

const token =
  /\s+|(\d+(?:\.\d+|\.(?=\\overline))?|\.\d+)|\\text\{([^{}]*)\}|\\([a-zA-Z]+|[{}|])|([a-zA-Z])|([-+*/^_(){}[\]|!=<>,%°])/y;
const greek = new Set(
  "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma tau phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell".split(
    " ",
  ),
);

/** Throws MalthouseError `invalid_request` at the first character that no formula has, `too_large` at an endless number. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match)
      throw new MalthouseError(
        "invalid_request",
        `not a formula at ${JSON.stringify(text.slice(at, at + 12))}`,
      );
    const [, number, words, command, letter, mark] = match;
    if (number !== undefined) {
      if (number.length > limits.digits)
        throw new MalthouseError("too_large", "a number in the answer has too many digits");
      tokens.push({ kind: "number", text: number });
    } else if (words !== undefined) tokens.push({ kind: "text", text: words.trim() });
    else if (command !== undefined)
      tokens.push(
        greek.has(command) ? { kind: "letter", text: command } : { kind: "command", text: command },
      );
    else if (letter !== undefined) tokens.push({ kind: "letter", text: letter });
    else if (mark !== undefined) tokens.push({ kind: "mark", text: mark });
  }
  return tokens;
}
