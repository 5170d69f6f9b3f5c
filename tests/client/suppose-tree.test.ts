import fc from "fast-check";
import { expect, test } from "vitest";
import { compareSuppositions } from "../../lib/client/compare-suppositions.ts";
import { supposeTree } from "../../lib/client/suppose-tree.ts";
import { asItStands, type Supposition } from "../../lib/client/supposition.ts";
import { decimalFraction, toNumber } from "../../lib/core/fraction.ts";
import { depthOf } from "../../lib/core/path.ts";
import type { TreeRecord, UnknownLeaves, Verdict } from "../../lib/core/tree.ts";
import { creditTree } from "../../lib/engine/credit.ts";
import type { Tree } from "../../lib/http/wire/trees.ts";
import { malt } from "../../lib/protocols/malt/index.ts";
import { protocolOf } from "../../lib/protocols/registry.ts";
import { aNode, aTree } from "../components/tree/a-tree.ts";
import { anyFullTree, recordOf } from "../support/arbitrary-tree.ts";

/** The tree as the API gives it, credit left out: nothing supposed may read the credit that is there. */
const wireOf = (record: TreeRecord, unknownLeaves: UnknownLeaves): Tree =>
  aTree(
    record.nodes.map(({ path, role, verdict }) => aNode(path, { role, verdict })),
    { protocol: "malt", roles: [...malt.roles], unknownLeaves },
  );

const serverCredit = (record: TreeRecord, unknownLeaves: UnknownLeaves, threshold: number) =>
  creditTree(
    { nodes: record.nodes.map((node) => ({ ...node, isOverridden: false })), failed: record.failed },
    {
      protocol: protocolOf("malt"),
      protocolConfig: null,
      threshold: decimalFraction(threshold),
      unknownLeaves,
      incomplete: "exclude",
    },
  );

const verdicts = fc.constantFrom<Verdict>("correct", "incorrect", "unknown");

test("supposeTree gives the credit that the server would give with these verdicts and this threshold", () => {
  fc.assert(
    fc.property(
      anyFullTree(),
      fc.constantFrom<UnknownLeaves>("incorrect", "exclude"),
      fc.integer({ min: 0, max: 99 }).map((hundredths) => hundredths / 100),
      fc.array(fc.tuple(fc.nat(63), verdicts), { maxLength: 5 }),
      ({ record }, unknownLeaves, threshold, turns) => {
        const leaves = record.nodes.filter(({ path }) => depthOf(path) === 3);
        const turned = new Map(turns.map(([at, verdict]) => [leaves[at % leaves.length]!.path, verdict]));
        const supposed = supposeTree(wireOf(record, unknownLeaves), { threshold, backup: "mean", turned });
        const server = serverCredit(
          {
            ...record,
            nodes: record.nodes.map((node) => ({ ...node, verdict: turned.get(node.path) ?? node.verdict })),
          },
          unknownLeaves,
          threshold,
        );
        for (const node of server.nodes) {
          const seen = supposed.tree.nodes.find(({ path }) => path === node.path)!;
          expect(seen.value).toBe(node.value && toNumber(node.value));
          expect([seen.label, seen.localLabel]).toEqual([node.label, node.localLabel]);
          expect([seen.leaves, seen.correctLeaves]).toEqual([node.leaves, node.correctLeaves]);
        }
        expect(supposed.pairs).toEqual(
          server.pairs.map(({ role, chosen, rejected }) => ({ role, chosen, rejected })),
        );
      },
    ),
    { numRuns: 60 },
  );
});

// Five of nine right, but only one verifier of three has a majority of right leaves.
const divided = wireOf(recordOf([["ccc", "cii", "cii"]]), "incorrect");

test("supposeTree by majority lets the children's own labels vote", () => {
  const labelOf = (supposition: Supposition) =>
    supposeTree(divided, supposition).tree.nodes.find(({ path }) => path === "1");
  expect(labelOf(asItStands(divided))).toMatchObject({ label: "positive", value: 5 / 9 });
  expect(labelOf({ ...asItStands(divided), backup: "majority" })).toMatchObject({
    label: "negative",
    value: 0,
  });
});

test("compareSuppositions names the values, labels and pairs that one turned leaf changes", () => {
  const tree = wireOf(recordOf([["cii", "iii"]]), "incorrect");
  const before = supposeTree(tree, asItStands(tree));
  const after = supposeTree(tree, { ...asItStands(tree), turned: new Map([["1.1.2", "correct"]]) });
  expect(compareSuppositions(before, after)).toEqual({
    values: ["1", "1.1", "1.1.2"],
    labels: ["1.1", "1.1.2"],
    gained: [
      { role: "verifier", chosen: "1.1", rejected: "1.2" },
      { role: "refiner", chosen: "1.1.2", rejected: "1.1.3" },
    ],
    lost: [{ role: "refiner", chosen: "1.1.1", rejected: "1.1.2" }],
  });
  expect(compareSuppositions(before, before)).toEqual({ values: [], labels: [], gained: [], lost: [] });
});

test("supposeTree leaves what still grows without a value where the run's config says so", () => {
  const config = {
    branching: { generator: 1, verifier: 2, refiner: 2 },
    roles: Object.fromEntries(
      malt.roles.map(({ name }) => [name, { template: malt.defaultTemplate("gsm8k", name) }]),
    ),
  } as unknown as Parameters<typeof supposeTree>[2];
  const whole = wireOf(recordOf([["ci", "ii"]]), "incorrect");
  const tree = { ...whole, nodes: whole.nodes.filter(({ path }) => path !== "1.2.2") };
  const valuesOf = (supposed: Tree) =>
    Object.fromEntries(supposed.nodes.map(({ path, value }) => [path, value]));
  const turned = { ...asItStands(tree), turned: new Map([["1.1.2", "correct" as const]]) };
  expect(valuesOf(supposeTree(tree, turned, config).tree)).toEqual({
    "1": null,
    "1.1": 1,
    "1.1.1": 1,
    "1.1.2": 1,
    "1.2": null,
    "1.2.1": 0,
  });
  expect(valuesOf(supposeTree(tree, turned).tree)).toMatchObject({ "1": 0.5, "1.2": 0 });
});
