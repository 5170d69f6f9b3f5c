import type { z } from "zod";
import { isNestedDeeper } from "../core/is-nested-deeper.ts";
import { comparePaths, depthOf, isPath, ordinalOf, parentPath } from "../core/path.ts";
import { TreeLine, TreeLineNode } from "./tree-line.ts";

/** What of a role the form is held against: its nodes stand at `depth`, from 1; `isLeaf` false means no overrides. */
export type KnownRole = { readonly name: string; readonly depth: number; readonly isLeaf?: boolean };

/** Where a line is wrong, dotted from its root ("nodes.3.path"), and why. */
export type TreeLineError = { readonly path: string; readonly message: string };

/** The roles of a protocol by its name, or null where it is not known. */
export type RolesOf = (protocol: string) => readonly KnownRole[] | null;

/** Deeper lines could not be stored: JSON is written by a walk that has an end. */
const deepest = 110;

const treeFields = Object.keys(TreeLine.shape);
const nodeFields = Object.keys(TreeLineNode.shape);
const pick = (value: object, fields: readonly string[]): Record<string, unknown> => {
  const members: Readonly<Record<string, unknown>> = { ...value };
  return Object.fromEntries(fields.map((field) => [field, members[field] ?? null]));
};

/**
 * The line of a tree, without its end: every field of the form, in one order, null where nothing is known.
 * Not parsed again: measured on 39 nodes, that takes five times as long as writing them.
 */
export const toInterchange = (tree: z.input<typeof TreeLine>): string =>
  JSON.stringify({ ...pick(tree, treeFields), nodes: tree.nodes.map((node) => pick(node, nodeFields)) });

/**
 * A line of a trees file, read leniently: what is missing is null, what is more is left out, depth, ordinal and
 * parent come from the path, nodes are put in path order, and a node's override stands in where the history is missing.
 * Gives the errors instead where a node's path, parent, role, id or answer span cannot be so.
 */
export function readTreeLine(
  text: string,
  rolesOf: RolesOf,
): { readonly tree: TreeLine } | { readonly errors: readonly TreeLineError[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      errors: [
        {
          path: "",
          message: `not JSON: ${error instanceof Error ? error.message.slice(0, 120) : "unreadable"}`,
        },
      ],
    };
  }
  if (isNestedDeeper(value, deepest))
    return { errors: [{ path: "", message: `nests more than ${deepest} levels deep` }] };
  const parsed = TreeLine.safeParse(value);
  if (!parsed.success)
    return {
      errors: parsed.error.issues
        .slice(0, 20)
        .map(({ path, message }) => ({ path: path.join("."), message })),
    };
  const roles = rolesOf(parsed.data.protocol);
  if (!roles)
    return {
      errors: [{ path: "protocol", message: `${JSON.stringify(parsed.data.protocol)} is not known here` }],
    };
  const errors = [
    ...checkNodes(parsed.data, roles),
    ...checkReferences(parsed.data),
    ...checkOverrides(parsed.data, roles),
  ].slice(0, 20);
  return errors.length > 0 ? { errors } : { tree: complete(parsed.data) };
}

function checkNodes({ nodes, failures }: TreeLine, roles: readonly KnownRole[]): TreeLineError[] {
  const errors: TreeLineError[] = [];
  const idByPath = new Map(nodes.map(({ path, id }) => [path, id]));
  const seen = new Set<string>();
  nodes.forEach((node, index) => {
    const complain = (field: string, message: string): number =>
      errors.push({ path: `nodes.${index}.${field}`, message });
    const role = roles.find(({ name }) => name === node.role);
    if (!role)
      complain(
        "role",
        `${JSON.stringify(node.role)} is no role of the protocol: it has ${roles.map(({ name }) => name).join(", ")}`,
      );
    if (!isPath(node.path))
      return complain("path", `${JSON.stringify(node.path)} is no path such as "2.1.3"`);
    if (seen.has(`path ${node.path}`)) complain("path", `${node.path} is there twice`);
    if (seen.has(`id ${node.id}`)) complain("id", `${JSON.stringify(node.id)} is there twice`);
    seen.add(`path ${node.path}`).add(`id ${node.id}`);
    if (role && role.depth !== depthOf(node.path))
      complain(
        "path",
        `${node.path} has depth ${depthOf(node.path)}, a ${node.role} stands at ${role.depth}`,
      );
    const above = parentPath(node.path);
    if (above !== "" && !idByPath.has(above))
      complain("path", `${node.path} has no parent: ${above} is not there`);
    else if (node.parentId !== null && node.parentId !== (idByPath.get(above) ?? null))
      complain("parentId", `is not the id of ${above || "the root, null"}`);
    const { answer } = node;
    if (answer && node.text.slice(answer.start, answer.end) !== answer.raw)
      complain("answer", "start and end do not cut raw out of the text");
    return undefined;
  });
  failures?.forEach(({ path }, index) => {
    if (!isPath(path))
      errors.push({ path: `failures.${index}.path`, message: `${JSON.stringify(path)} is no path` });
    else if (idByPath.has(path))
      errors.push({ path: `failures.${index}.path`, message: `${path} is a node: it cannot have failed` });
  });
  return errors;
}

function checkReferences({ nodes, overrides, decisions, sampled }: TreeLine): TreeLineError[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const lost = (path: string, id: string): TreeLineError[] =>
    ids.has(id) ? [] : [{ path, message: `${JSON.stringify(id)} is no node of this tree` }];
  return [
    ...(overrides ?? []).flatMap(({ nodeId }, index) => lost(`overrides.${index}.nodeId`, nodeId)),
    ...(decisions ?? []).flatMap(({ chosenNodeId, rejectedNodeId }, index) => [
      ...lost(`decisions.${index}.chosenNodeId`, chosenNodeId),
      ...lost(`decisions.${index}.rejectedNodeId`, rejectedNodeId),
    ]),
    ...(sampled ?? []).flatMap(({ nodeId }, index) => lost(`sampled.${index}.nodeId`, nodeId)),
  ];
}

function checkOverrides({ nodes, overrides }: TreeLine, roles: readonly KnownRole[]): TreeLineError[] {
  const inner = new Set(roles.flatMap(({ name, isLeaf }) => (isLeaf === false ? [name] : [])));
  const roleById = new Map(nodes.map(({ id, role }) => [id, role]));
  const refuse = (path: string, role: string): TreeLineError[] =>
    inner.has(role) ? [{ path, message: `a ${role} cannot be overridden, only leaves can` }] : [];
  return [
    ...nodes.flatMap(({ override, role }, index) =>
      override ? refuse(`nodes.${index}.override`, role) : [],
    ),
    ...(overrides ?? []).flatMap(({ nodeId }, index) =>
      refuse(`overrides.${index}.nodeId`, roleById.get(nodeId) ?? ""),
    ),
  ];
}

function complete(tree: TreeLine): TreeLine {
  const idByPath = new Map(tree.nodes.map(({ path, id }) => [path, id]));
  const placed = tree.nodes.map((node): TreeLineNode => ({
    ...node,
    depth: depthOf(node.path),
    ordinal: ordinalOf(node.path),
    parentId: idByPath.get(parentPath(node.path)) ?? null,
  }));
  return {
    ...tree,
    nodes: placed.toSorted((a, b) => comparePaths(a.path, b.path)),
    failures: tree.failures ?? [],
    decisions: tree.decisions ?? [],
    goldMarks: tree.goldMarks ?? [],
    sampled: tree.sampled ?? [],
    overrides:
      tree.overrides ?? placed.flatMap(({ id, override }) => (override ? [{ ...override, nodeId: id }] : [])),
  };
}
