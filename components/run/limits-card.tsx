import { LimitChart } from "@/components/endpoints/limit-chart.tsx";
import { Card } from "@/components/ui/card.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";

/** How hard the endpoints of a growing run are asked, and why no harder. */
export function LimitsCard({ limits }: { readonly limits: Run["limits"] }) {
  if (limits.length === 0) return null;
  return (
    <Card className="grid min-h-[122px] gap-3 px-4 py-3">
      <h2 className="sr-only">Requests at once</h2>
      {limits.map(({ endpointId }) => (
        <LimitChart key={endpointId} endpointId={endpointId} isLive />
      ))}
    </Card>
  );
}
