"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Plug, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount } from "@/components/ui/format.ts";
import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { deleteEndpoint, probe as ask, probeQuery } from "@/lib/client/endpoints.ts";
import type { Endpoint, Price } from "@/lib/http/wire/endpoints.ts";
import { LimitChart } from "./limit-chart.tsx";
import { ProbeResult } from "./probe-result.tsx";

/** "64 at once, 600 requests a minute, timeout 600 s". */
function describeLimits(endpoint: Endpoint): string {
  const { maxConcurrency, requestsPerMinute, tokensPerMinute, timeoutSeconds } = endpoint;
  return [
    `${formatCount(maxConcurrency)} at once`,
    requestsPerMinute === null ? null : `${formatCount(requestsPerMinute)} requests a minute`,
    tokensPerMinute === null ? null : `${formatCount(tokensPerMinute)} tokens a minute`,
    `timeout ${formatCount(timeoutSeconds)} s`,
  ]
    .filter((part) => part !== null)
    .join(", ");
}

const describePrice = (price: Price): string =>
  "gpuHourUsd" in price
    ? `$${price.gpuHourUsd} an hour`
    : `$${price.promptPerMillion} in, $${price.completionPerMillion} out per million`;

type EndpointCardProps = { readonly endpoint: Endpoint; readonly onEdit: () => void };

/** One server: where it is, how hard it may be asked, and what it says of itself. */
export function EndpointCard({ endpoint, onEdit }: EndpointCardProps) {
  const client = useQueryClient();
  const [isDeleting, setIsDeleting] = useState(false);
  const probe = useQuery(probeQuery(endpoint.id));
  const model = probe.data?.models[0];
  const tryOut = useMutation({
    mutationFn: () => ask(endpoint.id, undefined, model),
    onSuccess: (found) => client.setQueryData(probeQuery(endpoint.id).queryKey, found),
  });
  const remove = useMutation({
    mutationFn: () => deleteEndpoint(endpoint.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["endpoints", "list"] }),
  });
  const close = (): void => {
    setIsDeleting(false);
    remove.reset();
  };
  const prices = Object.entries(endpoint.prices);
  return (
    <Card className="grid gap-3 p-4">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-[200px] flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="text-section wrap-anywhere">{endpoint.name}</h2>
            {endpoint.isSimulator && <SimulatedBadge />}
            {endpoint.apiKeyEnv ? (
              <Tag>key from {endpoint.apiKeyEnv}</Tag>
            ) : (
              endpoint.hasKey && <Tag>key stored</Tag>
            )}
          </div>
          <code className="text-ink2 wrap-anywhere">{endpoint.baseUrl}</code>
          <p className="text-small text-ink3">{describeLimits(endpoint)}</p>
          {prices.length === 0 && !endpoint.isSimulator && (
            <p className="text-small text-ink3">
              No price set: what runs cost here is not known, and a budget in $ cannot hold them.
            </p>
          )}
          {prices.map(([model, price]) => (
            <p key={model} className="text-small text-ink3 wrap-anywhere">
              {model}: {describePrice(price)}
            </p>
          ))}
        </div>
        <div className="flex gap-1">
          <Button
            size="sm"
            disabled={probe.isFetching || tryOut.isPending}
            title={model ? `Tries what ${model} can do, for a few tokens` : undefined}
            onClick={() => (model ? tryOut.mutate() : void probe.refetch())}
          >
            <Plug aria-hidden size={14} /> Probe
          </Button>
          {!endpoint.isSimulator && (
            <>
              <Button
                size="sm"
                variant="ghost"
                isIcon
                aria-label={`Change ${endpoint.name}`}
                onClick={onEdit}
              >
                <Pencil aria-hidden size={14} />
              </Button>
              <Button
                size="sm"
                variant="ghost"
                isIcon
                aria-label={`Delete ${endpoint.name}`}
                onClick={() => setIsDeleting(true)}
              >
                <Trash2 aria-hidden size={14} />
              </Button>
            </>
          )}
        </div>
      </div>
      <LimitChart endpointId={endpoint.id} isLive={false} />
      <div aria-live="polite" className="border-line border-t pt-3">
        <ProbeResult probe={probe} />
        {tryOut.isError && <ErrorNote className="mt-2" title="The probe failed" error={tryOut.error} />}
      </div>
      <Dialog
        isOpen={isDeleting}
        onClose={close}
        title={`Delete ${endpoint.name}?`}
        description="Its stored key goes with it. Finished runs keep what they recorded of it."
        actions={
          <>
            <Button onClick={close}>Keep it</Button>
            <Button variant="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
              Delete it
            </Button>
          </>
        }
      >
        {remove.isError && <ErrorNote className="mb-2" error={remove.error} />}
      </Dialog>
    </Card>
  );
}
