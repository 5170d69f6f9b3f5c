import { expect, test } from "vitest";
import { peopleSay } from "../../../lib/engine/audit/people-say.ts";

test("peopleSay(words) is the verdict of most, undecided where they are even, and nothing without a word", () => {
  const [ada, bob, eve] = ["Ada", "Bob", "Eve"].map(
    (author) => (verdict: "correct" | "incorrect" | null) => ({ author, verdict }),
  );
  expect(peopleSay([])).toBeNull();
  expect(peopleSay([ada!("correct")])).toBe("correct");
  expect(peopleSay([ada!("correct"), bob!("incorrect")])).toBe("unknown");
  expect(peopleSay([ada!("correct"), bob!("incorrect"), eve!("incorrect")])).toBe("incorrect");
  expect(peopleSay([ada!("correct"), ada!(null)])).toBeNull();
});
