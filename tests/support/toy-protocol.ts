import { z } from "zod";
import { compare, one, zero } from "../../lib/core/fraction.ts";
import { comparePaths, depthOf } from "../../lib/core/path.ts";
import type { Label, NodeValue, Role } from "../../lib/core/tree.ts";
import type { Protocol, RoleSpec } from "../../lib/protocols/protocol.ts";

const ToyConfig = z.object({ branching: z.object({ guesser: z.number(), chooser: z.number() }) });

const spec = { isJudged: true, isLeaf: false, isClaiming: false };
const roles: readonly RoleSpec[] = [
  { ...spec, name: "guesser", letter: "A", title: "Guesser", depth: 1 },
  { ...spec, name: "chooser", letter: "C", title: "Chooser", depth: 2, isLeaf: true },
];

const pairsOf: Protocol<unknown>["pairs"] = ({ nodes }, _, labels) =>
  nodes.flatMap((chosen) =>
    nodes
      .filter(
        (rejected) =>
          rejected.role === chosen.role &&
          labels.get(chosen.path) === "positive" &&
          labels.get(rejected.path) === "negative",
      )
      .map((rejected) => ({ role: chosen.role, chosen: chosen.path, rejected: rejected.path, margin: one })),
  );

/**
 * A protocol unlike MALT: a chooser reads all guesses (a barrier), stands under the first of them, and is left out where
 * the first two guesses are right already (an early stop). A node is worth 1 when it is right.
 */
export const toyProtocol: Protocol<z.infer<typeof ToyConfig>> = {
  name: "toy",
  title: "Toy",
  Config: ToyConfig,
  roles,
  defaultBranching: { guesser: 3, chooser: 2 },
  defaultTemplate: (_, role) => `{question} (${role})`,
  plan({ nodes, failed }, { branching }) {
    const taken = new Set([...nodes.map(({ path }) => path), ...failed]);
    const row = (role: Role, count: number, parent: string) =>
      Array.from({ length: count }, (_, index) => ({ path: `${parent}${index + 1}`, role }));
    const isOpen = ({ path }: { path: string }) => !taken.has(path);
    const guesses = row("guesser", branching.guesser, "").filter(isOpen);
    const verdictAt = (path: string) => nodes.find((node) => node.path === path)?.verdict;
    const isSettled = verdictAt("1") === "correct" && verdictAt("2") === "correct";
    const choices =
      guesses.length > 0 || isSettled || failed.length > 0
        ? []
        : row("chooser", branching.chooser, "1.").filter(isOpen);
    const ready = [...guesses, ...choices];
    return { ready, open: ready.length, isDone: ready.length === 0 };
  },
  reads: ({ role }) => (role === "chooser" ? ["1", "2", "3"] : []),
  prompt: ({ question, nodes }, { role }) => [
    {
      role: "user",
      content: [
        question.text,
        ...nodes.toSorted((a, b) => comparePaths(a.path, b.path)).map(({ text }) => text),
        `As ${role}.`,
      ].join("\n\n"),
    },
  ],
  values: ({ nodes }) =>
    new Map(
      nodes.map(({ path, verdict }): [string, NodeValue] => {
        const [leaves, isRight] = [depthOf(path) === 2 ? 1 : 0, verdict === "correct"];
        return [
          path,
          {
            value: isRight ? one : zero,
            leaves,
            correctLeaves: isRight ? leaves : 0,
            isIncomplete: false,
            isFinished: true,
          },
        ];
      }),
    ),
  labels: (values, { threshold }) =>
    new Map(
      [...values].map(([path, { value }]): [string, Label | null] => [
        path,
        value && (compare(value, threshold) > 0 ? "positive" : "negative"),
      ]),
    ),
  localLabels: (_, labels) => labels,
  pairs: pairsOf,
  rows: (record, _, labels) => [
    ...record.nodes.flatMap(({ path, role }) =>
      labels.get(path) === "positive"
        ? [{ kind: "sft" as const, role, path, value: one, isPaired: false }]
        : [],
    ),
    ...pairsOf(record, _, labels).map((pair) => ({ kind: "dpo" as const, ...pair })),
  ],
  estimate: (questionTokens, { branching }) => ({
    guesser: { completions: branching.guesser, groups: 1, promptTokens: questionTokens },
    chooser: { completions: branching.chooser, groups: 1, promptTokens: 4 * questionTokens },
  }),
};
