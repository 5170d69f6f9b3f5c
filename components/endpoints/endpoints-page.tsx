"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { endpointsQuery } from "@/lib/client/endpoints.ts";
import type { Endpoint } from "@/lib/http/wire/endpoints.ts";
import { EndpointCard } from "./endpoint-card.tsx";
import { EndpointDialog } from "./endpoint-dialog.tsx";

/** The servers that models are asked at; the simulator stands first and stays. */
export function EndpointsPage() {
  const endpoints = useQuery(endpointsQuery());
  const [editing, setEditing] = useState<Endpoint | "new" | null>(null);
  useHotkeys({ n: () => setEditing("new") });
  const items = (endpoints.data?.items ?? []).toSorted(
    (a, b) => Number(b.isSimulator) - Number(a.isSimulator),
  );
  const hasOwn = items.some((one) => !one.isSimulator);
  return (
    <div className="mx-auto w-full max-w-[960px] px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <PageHeader title="Endpoints" note={endpoints.data && formatNoun(items.length, "endpoint")}>
        <Button size="sm" className="h-[30px]!" onClick={() => setEditing("new")}>
          <Plus aria-hidden size={14} /> Add an endpoint <Kbd>n</Kbd>
        </Button>
      </PageHeader>
      <div className="mt-3.5 grid gap-3.5">
        {endpoints.isError && (
          <ErrorNote
            error={endpoints.error}
            title="The endpoints could not be read"
            onRetry={() => endpoints.refetch()}
          />
        )}
        {endpoints.isPending && [0, 1].map((row) => <Skeleton key={row} className="rounded-card h-32" />)}
        {items.map((endpoint) => (
          <EndpointCard key={endpoint.id} endpoint={endpoint} onEdit={() => setEditing(endpoint)} />
        ))}
        {endpoints.data && !hasOwn && (
          <Card className="border-dashed">
            <EmptyNote
              title="No model of your own yet"
              actions={
                <Button variant="primary" onClick={() => setEditing("new")}>
                  Add an endpoint
                </Button>
              }
            >
              Add a server that speaks the OpenAI API to measure a language model. A local one needs no key.
            </EmptyNote>
          </Card>
        )}
      </div>
      {editing !== null && (
        <EndpointDialog endpoint={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
    </div>
  );
}
