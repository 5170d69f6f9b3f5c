import { Download } from "lucide-react";
import { CopyButton } from "@/components/tree/copy-button.tsx";
import { buttonClass } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";

const tables = [
  { name: "nodes", holds: "every completion with verdict, value, label, tokens and cost" },
  { name: "pairs", holds: "every pair with values, margin and what people decided" },
] as const;

/** The run as two tables, for those who think in data frames. */
export function TablesCard({ runId }: { runId: string }) {
  const address = (name: string): string => `/api/runs/${runId}/${name}.parquet`;
  const python = (): string =>
    [
      "import pandas as pd",
      `nodes = pd.read_parquet("${location.origin}${address("nodes")}")`,
      'nodes.groupby("role").value.describe()',
    ].join("\n");
  return (
    <Card className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-section">For pandas</h2>
        <span className="text-small text-ink2">The run as it stands now, as Parquet.</span>
        <span className="ml-auto">
          <CopyButton text={python} label="Copy three lines of Python" />
        </span>
      </div>
      <ul className="mt-2 flex flex-col gap-1.5">
        {tables.map(({ name, holds }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <a href={address(name)} download className={buttonClass({ size: "sm" })}>
              <Download aria-hidden size={13} /> {name}.parquet
            </a>
            <span className="text-small text-ink2">{holds}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
