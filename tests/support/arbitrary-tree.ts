import fc from "fast-check";
import type { RecordNode, TreeRecord, Verdict } from "../../lib/core/tree.ts";
import { malt } from "../../lib/protocols/malt/index.ts";

export const question = { text: "How many?", gold: "42", task: "gsm8k", meta: {} } as const;

/** A MALT config of this shape with the default templates. */
export function maltConfig(generator: number, verifier: number, refiner: number) {
  const role = (name: string) => ({ template: malt.defaultTemplate("gsm8k", name) });
  return malt.Config.parse({
    branching: { generator, verifier, refiner },
    roles: { generator: role("generator"), verifier: role("verifier"), refiner: role("refiner") },
  });
}

/** Verdicts by generator and verifier; "c", "i", "u" a leaf, "x" a leaf that failed for good. */
export function recordOf(verdicts: readonly (readonly string[])[]): TreeRecord {
  const nodes: RecordNode[] = [];
  const failed: string[] = [];
  const add = (path: string, role: string, verdict: Verdict | null) =>
    nodes.push({ path, role, text: `${role} ${path}`, verdict, claim: null });
  verdicts.forEach((row, g) => {
    add(`${g + 1}`, "generator", null);
    row.forEach((leaves, v) => {
      add(`${g + 1}.${v + 1}`, "verifier", null);
      [...leaves].forEach((letter, r) => {
        const path = `${g + 1}.${v + 1}.${r + 1}`;
        if (letter === "x") failed.push(path);
        else add(path, "refiner", letter === "c" ? "correct" : letter === "i" ? "incorrect" : "unknown");
      });
    });
  });
  return { question, nodes, failed };
}

/** Any full tree with 1 to 4 children at each level and any verdicts; its shape beside it. */
export const anyFullTree = () =>
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .chain(([g, v, r]) =>
      fc
        .array(
          fc.array(
            fc
              .array(fc.constantFrom("c", "i", "u"), { minLength: r, maxLength: r })
              .map((row) => row.join("")),
            { minLength: v, maxLength: v },
          ),
          { minLength: g, maxLength: g },
        )
        .map((verdicts) => ({
          verdicts,
          record: recordOf(verdicts),
          config: maltConfig(g, v, r),
          shape: [g, v, r] as const,
        })),
    );
