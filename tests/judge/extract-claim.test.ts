import { expect, test } from "vitest";
import { extractClaim } from "../../lib/judge/extract-claim.ts";

test.each([
  ["All steps hold.\nVerdict: CORRECT", "correct"],
  ["Step 2 is off.\nVerdict: INCORRECT", "incorrect"],
  ["**Verdict:** incorrect.", "incorrect"],
  ["### Verdict\n\n: **Correct**", "correct"],
  ["Verdict: CORRECT\nOn a second look:\nVerdict: INCORRECT", "incorrect"],
  ["My verdict is correct", "correct"],
  ["Verdict: not correct", "incorrect"],
  ["Verdict：ＣＯＲＲＥＣＴ", "correct"],
  ["Verdict: correct or incorrect", null],
  ["Verdict: unclear", null],
  ["The answer is incorrect.", null],
  ["", null],
])("extractClaim(%j) is %s", (text, claim) => {
  expect(extractClaim(text)).toBe(claim);
});
