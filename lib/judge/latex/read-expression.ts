import { MalthouseError } from "../../core/errors.ts";
import { add, decimalFraction, fraction, type Fraction } from "../../core/fraction.ts";
import { limits } from "../limits.ts";
import type { Expression } from "./expression.ts";
import { tokenize, type Token } from "./tokenize.ts";

const functions = new Set("sin cos tan sec csc cot arcsin arccos arctan ln log exp".split(" "));
const refuse = (what: string): never => {
  throw new MalthouseError("invalid_request", `not a formula: ${what}`);
};
const number = (value: Fraction): Expression => ({ kind: "number", value });
const negate = (of: Expression): Expression => ({ kind: "product", parts: [number(fraction(-1)), of] });
/** `\sin^{-1}` is the inverse function, not one over it. */
const isMinusOne = (exponent: Expression | null): boolean =>
  exponent?.kind === "product" &&
  exponent.parts.length === 2 &&
  exponent.parts.every(
    (part, index) =>
      part.kind === "number" &&
      part.value.denominator === 1n &&
      part.value.numerator === (index === 0 ? -1n : 1n),
  );
const call = (name: string, ...parts: Expression[]): Expression => ({ kind: "call", name, parts });

/** Recursive descent over one formula; a level of nesting is one call deep. */
class FormulaReader {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;
  private isWithinBars = false;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  private peek(offset = 0): Token | undefined {
    return this.tokens[this.at + offset];
  }

  private isMark(mark: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token?.kind === "mark" && token.text === mark;
  }

  private isCommand(...names: string[]): boolean {
    const token = this.peek();
    return token?.kind === "command" && names.includes(token.text);
  }

  private take(mark: string): void {
    if (!this.isMark(mark)) refuse(`${mark} is missing`);
    this.at++;
  }

  sum(): Expression {
    if (++this.depth > limits.nesting) throw new MalthouseError("too_large", "the answer is nested too deep");
    const parts = [this.signedProduct()];
    while (this.isMark("+") || this.isMark("-")) parts.push(this.signedProduct());
    this.depth--;
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "sum", parts };
  }

  private signedProduct(): Expression {
    let isNegative = false;
    while (this.isMark("+") || this.isMark("-")) {
      if (this.isMark("-")) isNegative = !isNegative;
      this.at++;
    }
    const product = this.product();
    return isNegative ? negate(product) : product;
  }

  private product(): Expression {
    const parts = [this.power()];
    let isBehindSlash = false;
    for (;;) {
      if (this.isMark("*") || this.isCommand("times", "cdot", "ast")) {
        this.at++;
        parts.push(this.signedPower());
        isBehindSlash = false;
      } else if (this.isMark("/") || this.isCommand("div")) {
        this.at++;
        parts.push({ kind: "inverse", of: this.signedPower() });
        isBehindSlash = true;
      } else if (this.startsFactor()) {
        if (isBehindSlash) refuse("1/2x can be read in two ways");
        if (this.peek()?.kind === "number") this.refuseDigitsBehindDigits();
        parts.push(this.power());
      } else break;
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "product", parts };
  }

  private refuseDigitsBehindDigits(): void {
    if (this.peek(-1)?.kind === "number") refuse("two numbers side by side");
  }

  private signedPower(): Expression {
    if (this.isMark("+")) this.at++;
    if (!this.isMark("-")) return this.power();
    this.at++;
    return negate(this.signedPower());
  }

  private startsFactor(): boolean {
    const token = this.peek();
    if (!token) return false;
    if (token.kind === "number" || token.kind === "letter") return true;
    if (token.kind === "mark")
      return ["(", "{", "["].includes(token.text) || (token.text === "|" && !this.isWithinBars);
    return (
      token.kind === "command" &&
      (["frac", "sqrt", "binom", "pi", "infty", "overline", "lfloor", "lceil"].includes(token.text) ||
        functions.has(token.text))
    );
  }

  private power(): Expression {
    let base = this.postfix(this.primary());
    if (this.isMark("^")) {
      this.at++;
      base = this.postfix({ kind: "power", base, exponent: this.argument() });
      if (this.isMark("^")) refuse("a double exponent");
    }
    return base;
  }

  private postfix(of: Expression): Expression {
    let result = of;
    for (;;) {
      if (this.isMark("!")) {
        if (this.isMark("!", 1)) refuse("a double factorial");
        result = call("factorial", result);
      } else if (this.isMark("°")) result = call("degrees", result);
      else if (this.isMark("%")) result = { kind: "product", parts: [result, number(fraction(1, 100))] };
      else return result;
      this.at++;
    }
  }

  /** What a command or ^ takes: a group in braces, or one token; `\frac37` takes a digit each. */
  private argument(): Expression {
    if (this.isMark("{")) return this.group("{", "}");
    if (this.isMark("-") || this.isMark("+")) return this.signedPower();
    const token = this.peek();
    if (token?.kind === "command") return this.primary();
    if (token?.kind === "number" || token?.kind === "letter" || this.isMark("(")) return this.primary();
    return refuse("an argument is missing");
  }

  private group(open: string, close: string): Expression {
    const outer = this.isWithinBars;
    if (open !== "|") this.isWithinBars = false;
    this.take(open);
    const inner = this.sum();
    this.take(close);
    this.isWithinBars = outer;
    return inner;
  }

  private primary(): Expression {
    const token = this.peek() ?? refuse("it ends too early");
    if (token.kind === "number") return this.numeral(token);
    if (token.kind === "letter") return this.symbol(token);
    if (token.kind === "command") return this.command(token.text);
    if (this.isMark("(")) return this.group("(", ")");
    if (this.isMark("{")) return this.group("{", "}");
    if (this.isMark("[")) return this.group("[", "]");
    if (this.isMark("|")) return this.absolute();
    return refuse(`${token.text} stands alone`);
  }

  /** Within bars another bar closes; brackets between them start anew. */
  private absolute(): Expression {
    const outer = this.isWithinBars;
    this.isWithinBars = true;
    const inner = this.group("|", "|");
    this.isWithinBars = outer;
    return call("abs", inner);
  }

  private numeral(token: Token): Expression {
    this.at++;
    const plain = token.text.startsWith(".") ? `0${token.text}` : token.text;
    if (this.isCommand("overline")) return number(this.repeating(plain));
    const value = decimalFraction(plain);
    const mixed = /^\d+$/.test(token.text) && this.isCommand("frac") ? this.plainFraction() : null;
    return number(mixed ? add(value, mixed) : value);
  }

  /** `\frac{1}{5}` or `\frac15` of bare digits behind a whole number: a mixed number; null where it is anything else. */
  private plainFraction(): Fraction | null {
    const digits = this.peek(1);
    if (digits?.kind === "number" && /^[1-9]{2}$/.test(digits.text)) {
      const [above = 0, below = 0] = [...digits.text].map(Number);
      if (above >= below) return null;
      this.at += 2;
      return fraction(above, below);
    }
    const shape = [1, 2, 3, 4, 5, 6].map((offset) => this.peek(offset));
    const [, top, , , bottom] = shape;
    if (shape.map((token) => (token?.kind === "number" ? "9" : token?.text)).join("") !== "{9}{9}")
      return null;
    const isWhole = [top, bottom].every((token) => token && /^\d+$/.test(token.text));
    if (!top || !bottom || !isWhole || Number(bottom.text) === 0 || Number(top.text) >= Number(bottom.text))
      return null;
    this.at += 7;
    return fraction(BigInt(top.text), BigInt(bottom.text));
  }

  private repeating(before: string): Fraction {
    this.at++;
    this.take("{");
    const digits = this.peek()?.text ?? "";
    this.at++;
    this.take("}");
    if (!/^\d{1,40}$/.test(digits)) return refuse("an overline over no digits");
    const places = before.includes(".")
      ? before.length - before.indexOf(".") - 1
      : refuse("an overline before the point");
    const period = 10n ** BigInt(digits.length) - 1n;
    return add(
      decimalFraction(before.replace(/\.$/, "")),
      fraction(BigInt(digits), period * 10n ** BigInt(places)),
    );
  }

  private symbol(token: Token): Expression {
    this.at++;
    if (!this.isMark("_")) return { kind: "symbol", name: token.text };
    this.at++;
    const isGroup = this.isMark("{");
    if (isGroup) this.at++;
    const index = this.peek();
    if (!index || !["number", "letter", "text"].includes(index.kind)) return refuse("a subscript is missing");
    this.at++;
    if (isGroup) this.take("}");
    return { kind: "symbol", name: `${token.text}_${index.text}` };
  }

  private command(name: string): Expression {
    this.at++;
    if (name === "pi") return { kind: "symbol", name: "π" };
    if (name === "infty") return { kind: "symbol", name: "∞" };
    if (name === "frac" || name === "binom") {
      const [first, second] = this.pair();
      return name === "frac"
        ? { kind: "product", parts: [first, { kind: "inverse", of: second }] }
        : call("binomial", first, second);
    }
    if (name === "lfloor") return call("floor", this.between("rfloor"));
    if (name === "lceil") return call("ceil", this.between("rceil"));
    if (name === "sqrt") {
      const index = this.isMark("[") ? this.group("[", "]") : number(fraction(2));
      return { kind: "power", base: this.argument(), exponent: { kind: "inverse", of: index } };
    }
    if (functions.has(name)) return this.functionCall(name);
    return refuse(`the command ${name}`);
  }

  private between(close: string): Expression {
    const inner = this.sum();
    if (!this.isCommand(close)) refuse(`${close} is missing`);
    this.at++;
    return inner;
  }

  private pair(): readonly [Expression, Expression] {
    const token = this.peek();
    if (token?.kind !== "number" || token.text.length < 2) return [this.argument(), this.argument()];
    this.at++;
    if (/^\d\d$/.test(token.text))
      return [number(fraction(BigInt(token.text[0] ?? 0))), number(fraction(BigInt(token.text[1] ?? 0)))];
    return refuse("a fraction without braces");
  }

  private functionCall(name: string): Expression {
    const base = this.isMark("_") ? (this.at++, [this.argument()]) : [];
    const exponent = this.isMark("^") ? (this.at++, this.argument()) : null;
    const isInverse = isMinusOne(exponent) && /^(?:sin|cos|tan)$/.test(name);
    const applied = call(isInverse ? `arc${name}` : name, this.functionArgument(), ...base);
    return exponent && !isInverse ? { kind: "power", base: applied, exponent } : applied;
  }

  private functionArgument(): Expression {
    if (["(", "{", "|"].some((mark) => this.isMark(mark))) return this.postfix(this.primary());
    const parts = [this.power()];
    while (
      this.startsFactor() &&
      !this.isMark("(") &&
      !(this.peek()?.kind === "command" && functions.has(this.peek()?.text ?? ""))
    ) {
      if (this.peek()?.kind === "number") this.refuseDigitsBehindDigits();
      parts.push(this.power());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "product", parts };
  }
}

/**
 * Reads a cleaned formula. Throws MalthouseError `invalid_request` where it is none that the judge knows,
 * never guessing from a part of it; `too_large` above the limits.
 */
export function readExpression(cleaned: string): Expression {
  const reader = new FormulaReader(tokenize(cleaned));
  const expression = reader.sum();
  return reader.isAtEnd ? expression : refuse("something stands behind it");
}
