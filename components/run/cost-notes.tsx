import { RowsLink } from "./rows-link.tsx";
import type { ReactNode } from "react";
import { formatCount, formatDuration, formatNoun, formatUsd } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import type { RunUsage } from "@/lib/http/wire/usage.ts";

/** What stands behind the sums: what may be on the bill besides, what brought nothing, what is estimated, which machines. */
export function CostNotes({ run, usage }: { readonly run: Run; readonly usage: RunUsage | null }) {
  const { mayHaveBeenCharged, mayHaveBeenChargedTokens, mayHaveBeenChargedUsd } = run.usage;
  const sum = (key: "unkeptTokens" | "unkeptUsd" | "estimatedTokens") =>
    Object.values(run.usageByRole).reduce((all, role) => all + role[key], 0);
  const [unkept, unkeptUsd, estimated] = [sum("unkeptTokens"), sum("unkeptUsd"), sum("estimatedTokens")];
  const identical = run.roles.flatMap(({ name, title }) => {
    const count = run.identicalSiblings[name] ?? 0;
    return count > 0 ? [`${title} ${formatCount(count)}`] : [];
  });
  const notes: readonly (readonly [string, ReactNode] | false)[] = [
    mayHaveBeenCharged > 0 && [
      "charged",
      <>
        <b className="text-warn">{formatNoun(mayHaveBeenCharged, "request")} may have been charged besides</b>
        : at most {formatCount(mayHaveBeenChargedTokens)} tokens
        {mayHaveBeenChargedUsd > 0 && `, ${formatUsd(mayHaveBeenChargedUsd)}`}. They broke off after they were
        sent, so nobody knows whether the endpoint counted them; a budget holds the most they can cost.
      </>,
    ],
    unkept > 0 && [
      "unkept",
      `${formatNoun(unkept, "token")} of these${unkeptUsd > 0 ? `, ${formatUsd(unkeptUsd)},` : ""} went into answers that brought no node: empty ones, and ones that came too late.`,
    ],
    estimated > 0 && [
      "estimated",
      `${formatNoun(estimated, "token")} of these are estimated, four characters a token: the endpoint sent no usage.`,
    ],
    identical.length > 0 && [
      "identical",
      <>
        Siblings that came back identical: {identical.join(", ")}. They make no pairs.{" "}
        <RowsLink to="identical" className="text-accent underline">
          Show their trees
        </RowsLink>
      </>,
    ],
    ...(usage?.machines ?? []).map(
      ({ endpointId, model, seconds, usd }) =>
        [
          `${endpointId} ${model}`,
          `${model} is paid by the hour: ${formatDuration(seconds)} of growing, ${formatUsd(usd)}, shared by tokens.`,
        ] as const,
    ),
  ];
  const shown = notes.filter((note) => note !== false);
  if (shown.length === 0) return null;
  return (
    <ul className="text-small text-ink2 grid gap-1">
      {shown.map(([key, text]) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  );
}
