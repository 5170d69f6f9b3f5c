import fc from "fast-check";
import { expect, test } from "vitest";
import { createQueue } from "../../lib/judge/queue.ts";

test("createQueue() gives back what an array would, by any calls", () => {
  const call = fc.oneof(
    { weight: 4, arbitrary: fc.constant("take" as const) },
    { weight: 4, arbitrary: fc.constant("put" as const) },
    { weight: 1, arbitrary: fc.constant("putBack" as const) },
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), fc.array(call, { maxLength: 200 }), (first, calls) => {
      const queue = createQueue<number>();
      let plain = Array.from({ length: first }, (_, index) => index);
      for (const item of plain) queue.put(item);
      for (let index = 0; index < first / 2; index += 1) expect(queue.take()).toBe(plain.shift());
      calls.forEach((name, index) => {
        if (name === "take") expect(queue.take()).toBe(plain.shift());
        if (name === "put") queue.put(index);
        if (name === "putBack") queue.putBack([index, -index]);
        if (name === "put") plain.push(index);
        if (name === "putBack") plain = [index, -index, ...plain];
        expect(queue.size()).toBe(plain.length);
      });
      expect(queue.clear()).toEqual(plain);
      expect(queue.size()).toBe(0);
    }),
    { numRuns: 30 },
  );
});
