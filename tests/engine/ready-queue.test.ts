import fc from "fast-check";
import { expect, test } from "vitest";
import { createReadyQueue, type Priority } from "../../lib/engine/ready-queue.ts";

type Held = { readonly name: number; readonly priority: Priority; readonly order: number };

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      priority: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("take" as const), odd: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), below: fc.nat(20) }) },
);

/** The priority of what a sorted list would give: names of equals may differ. */
const sortedFirst = (held: readonly Held[]): string | undefined =>
  held
    .map(({ priority }) => priority.join(" "))
    .sort()
    .at(0);

test("a ready queue gives what a sorted list gives, whatever is added, skipped and removed", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const queue = createReadyQueue<Held>();
      let held: Held[] = [];
      let names = 0;
      for (const one of steps) {
        if (one.kind === "add") {
          const item = { name: names++, priority: one.priority, order: names };
          queue.add(item, item.priority);
          held.push(item);
        } else if (one.kind === "remove") {
          queue.removeWhere(({ name }) => name < one.below);
          held = held.filter(({ name }) => name >= one.below);
        } else {
          const may = ({ name }: Held) => !one.odd || name % 2 === 1;
          const taken = queue.take(may);
          expect(taken?.priority.join(" ")).toBe(sortedFirst(held.filter(may)));
          expect(taken === undefined || may(taken)).toBe(true);
          held = held.filter((item) => item !== taken);
        }
        expect(queue.size).toBe(held.length);
      }
      const rest = Array.from({ length: held.length }, () => queue.take()!.priority.join(" "));
      expect(rest).toEqual(rest.toSorted());
      expect(queue.take()).toBeUndefined();
    }),
  );
});

test("a shorter priority compares by what both have", () => {
  const queue = createReadyQueue<string>();
  queue.add("later", [1, 2]);
  queue.add("first", [1, 1, 9]);
  expect(queue.take()).toBe("first");
});
