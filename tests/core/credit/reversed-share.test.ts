import { expect, test } from "vitest";
import { createRandom } from "../../../lib/core/create-random.ts";
import { reversedShare } from "../../../lib/core/credit/reversed-share.ts";

test("reversedShare(…) is how often normal values lie the wrong way round", () => {
  const random = createRandom(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const [between, noise] = [0.04, 0.09];
  let [pairs, reversed, estimated] = [0, 0, 0];
  for (let draw = 0; draw < 40_000; draw++) {
    const truth = [normal(), normal()].map((z) => z * Math.sqrt(between)) as [number, number];
    const seen = truth.map((value) => value + normal() * Math.sqrt(noise)) as [number, number];
    const margin = Math.abs(seen[0] - seen[1]);
    if (margin < 0.3) continue;
    pairs++;
    if (truth[0] > truth[1] !== seen[0] > seen[1]) reversed++;
    estimated += reversedShare(margin, between, noise);
  }
  expect(Math.abs(reversed - estimated) / pairs).toBeLessThan(0.01);
});

test("reversedShare(…) is one half where siblings do not differ, 0 where nothing is noise", () => {
  expect(reversedShare(1, 0, 0.2)).toBe(0.5);
  expect(reversedShare(1 / 3, 0.1, 0)).toBe(0);
  expect(reversedShare(0, 0.1, 0.1)).toBeCloseTo(0.5, 6);
});
