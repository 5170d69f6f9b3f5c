import { createRequire } from "node:module";
import type { ComputeEngine } from "@cortex-js/compute-engine";
import type { Expression } from "../latex/expression.ts";
import type { AlgebraLibrary } from "./algebra-library.ts";
import { toMathJson, type MathJson } from "./to-math-json.ts";

const version = "0.140.0";

function load(): ComputeEngine {
  const require = createRequire(import.meta.url);
  const library = require("@cortex-js/compute-engine") as { readonly ComputeEngine: typeof ComputeEngine };
  const engine = new library.ComputeEngine();
  engine.box(["Add", "x", 1]).isEqual(engine.box(["Add", 1, "x"]));
  return engine;
}

/**
 * `@cortex-js/compute-engine` behind our own reader, loaded at the first question (about 0.4 s and 70 MB, so in the
 * judge's workers only). `onLoading` is called before that and `onLoaded` after it. Symbols go in under names
 * of their own, so that none means what the library's of that name does; what `toMathJson` refuses is not asked.
 */
export function createComputeEngine(
  tell: { readonly onLoading?: () => void; readonly onLoaded?: () => void } = {},
): AlgebraLibrary {
  let loaded: ComputeEngine | null = null;

  function engineOf(): ComputeEngine {
    if (!loaded) {
      tell.onLoading?.();
      loaded = load();
      tell.onLoaded?.();
    }
    return loaded;
  }

  const ask = (left: MathJson, right: MathJson): boolean => {
    const engine = engineOf();
    engine.pushScope(); // what it learns of a symbol here must not be known of the next formula's
    try {
      const [a, b] = [engine.box(left), engine.box(right)];
      return a.isEqual(b) === true || a.isIdenticallyEqual(b) === true;
    } finally {
      engine.popScope();
    }
  };

  return {
    name: "@cortex-js/compute-engine",
    version,
    isEqual(a: Expression, b: Expression): boolean {
      const [left, right] = [toMathJson(a), toMathJson(b)];
      if (left === null || right === null) return false;
      try {
        return ask(left, right);
      } catch {
        return false; // what it throws for one formula says nothing of the formula
      }
    },
  };
}
