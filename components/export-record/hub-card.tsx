"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { hubQuery, pushesQuery, startPush } from "@/lib/client/hub.ts";
import { HubToken } from "./hub-token.tsx";
import { PushRow } from "./push-row.tsx";

/** Sends an export to a data set on the Hub, and says what became of it. */
export function HubCard({ exportId }: { readonly exportId: string }) {
  const client = useQueryClient();
  const access = useQuery(hubQuery());
  const pushes = useQuery(pushesQuery(exportId));
  const [repo, setRepo] = useState("");
  const [isPrivate, setPrivate] = useState(true);
  const push = useMutation({
    mutationFn: () => startPush(exportId, { repo: repo.trim(), isPrivate }),
    onSettled: () => client.invalidateQueries({ queryKey: pushesQuery(exportId).queryKey }),
  });
  const items = pushes.data?.items ?? [];
  const isPushing = push.isPending || items.some(({ status }) => status === "pushing");
  return (
    <Card className="flex flex-col gap-2.5 px-4 py-3">
      <h2 className="text-section">Hugging Face Hub</h2>
      {access.error && (
        <ErrorNote
          error={access.error}
          title="The Hub’s settings could not be read"
          onRetry={access.refetch}
        />
      )}
      {access.data && <HubToken access={access.data} />}
      {access.data?.hasToken && (
        <form
          className="flex flex-col gap-2.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (repo.trim() !== "" && !isPushing) push.mutate();
          }}
        >
          <Field label="Data set" hint={`made at ${new URL(access.data.hubUrl).host} if it is not there`}>
            {(control) => (
              <Input
                {...control}
                value={repo}
                placeholder="your-name/data-set"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setRepo(event.target.value)}
              />
            )}
          </Field>
          <label className="text-small flex items-center gap-1.5 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={isPrivate}
              onChange={(event) => setPrivate(event.target.checked)}
            />
            Private: only its owners see it
          </label>
          <Button type="submit" disabled={isPushing || repo.trim() === ""}>
            {isPushing ? "Pushing…" : isPrivate ? "Push" : "Push for all to see"}
          </Button>
        </form>
      )}
      {push.error && <ErrorNote error={push.error} title="It was not pushed" />}
      {items.length > 0 && (
        <ul className="divide-line border-line divide-y border-t">
          {items.map((item) => (
            <PushRow key={item.id} push={item} />
          ))}
        </ul>
      )}
    </Card>
  );
}
