import { parentPath, type Path } from "../../core/path.ts";
import type { Message } from "../../core/tree.ts";
import type { Tree } from "../../http/wire/trees.ts";
import type { RunPolicy } from "../run-policy.ts";

/**
 * The messages that a tree's nodes were asked with, by the path whose children were asked so: siblings share a prompt.
 * Empty where the run's config, and so its prompts, are not known.
 */
export function promptsOfTree(
  { question, nodes }: Pick<Tree, "question" | "nodes">,
  { protocol, protocolConfig }: RunPolicy,
): Map<Path, readonly Message[]> {
  const prompts = new Map<Path, readonly Message[]>();
  if (protocolConfig === null) return prompts;
  const byPath = new Map(
    nodes.map(({ path, role, text, verdict, override, claim }) => [
      path,
      { path, role, text, verdict: override?.verdict ?? verdict, claim },
    ]),
  );
  for (const { path, role } of nodes) {
    const parent = parentPath(path);
    if (prompts.has(parent)) continue;
    const slot = { path, role };
    const read = protocol.reads(slot).flatMap((above) => byPath.get(above) ?? []);
    prompts.set(parent, protocol.prompt({ question, nodes: read, failed: [] }, slot, protocolConfig));
  }
  return prompts;
}
