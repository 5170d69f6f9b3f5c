import { FactList } from "@/components/ui/fact-list.tsx";
import { formatCount, formatDuration, formatUsd } from "@/components/ui/format.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";

/** How a completion came about, as far as the server told. */
export function NodeFacts({ node, children }: { node: TreeNode; children?: React.ReactNode }) {
  const estimated = node.isEstimated ? " (est.)" : "";
  const tokens = (count: number | null): string => (count === null ? "–" : formatCount(count));
  const facts: [string, string][] = [
    ["Model", node.model ?? "–"],
    ["Tokens in, out", `${tokens(node.promptTokens)}, ${tokens(node.completionTokens)}${estimated}`],
    ["Cost", node.costUsd ? `${formatUsd(node.costUsd)}${estimated}` : "no price"],
    [
      "Latency",
      node.latencyMs === null
        ? "–"
        : node.latencyMs < 1000
          ? `${Math.round(node.latencyMs)} ms`
          : formatDuration(node.latencyMs / 1000),
    ],
    ["Finish", node.finishReason ?? "–"],
    ["Seed", node.seed === null ? "none sent" : String(node.seed)],
    ["Fingerprint", node.systemFingerprint ?? "–"],
    ["Request", node.requestId ?? "–"],
    ["Written", node.createdAt === null ? "–" : new Date(node.createdAt).toLocaleString("en-GB")],
    ["Judge", node.judge?.version ?? "–"],
  ];
  return (
    <section className="px-4 py-3" aria-label="Facts">
      <FactList facts={facts}>{children}</FactList>
    </section>
  );
}
