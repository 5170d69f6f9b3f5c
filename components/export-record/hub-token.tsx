"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { hubQuery, putHubAccess } from "@/lib/client/hub.ts";
import type { HubAccess } from "@/lib/http/wire/hub.ts";

/** Where the Hub's token comes from, and a place to enter one; what was entered is never shown again. */
export function HubToken({ access }: { readonly access: HubAccess }) {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [token, setToken] = useState("");
  const save = useMutation({
    mutationFn: (next: string | null) => putHubAccess({ token: next }),
    onSuccess: (after) => {
      setToken("");
      setOpen(false);
      client.setQueryData(hubQuery().queryKey, after);
    },
  });
  if (access.hasToken && !isOpen)
    return (
      <div className="text-small text-ink2 flex flex-wrap items-center gap-x-2 gap-y-1">
        {access.isStored ? "A token is kept here, encrypted." : `The token is read from ${access.tokenEnv}.`}
        <span className="inline-flex gap-1.5">
          <Button size="sm" onClick={() => setOpen(true)}>
            {access.isStored ? "Replace" : "Keep one"}
          </Button>
          {access.isStored && (
            <Button size="sm" disabled={save.isPending} onClick={() => save.mutate(null)}>
              Forget
            </Button>
          )}
        </span>
        {save.error && <ErrorNote error={save.error} title="It was not changed" />}
      </div>
    );
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() !== "") save.mutate(token.trim());
      }}
    >
      <Field
        label="Token with write access"
        hint={`Kept encrypted and never shown again. Or set ${access.tokenEnv} and start Malthouse again.`}
        error={save.error?.message}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            value={token}
            placeholder="hf_…"
            autoComplete="off"
            onChange={(event) => setToken(event.target.value)}
          />
        )}
      </Field>
      <span className="flex gap-1.5">
        <Button type="submit" disabled={token.trim() === "" || save.isPending}>
          Keep token
        </Button>
        {isOpen && (
          <Button variant="ghost" onClick={() => setOpen(false)}>
            Leave it
          </Button>
        )}
      </span>
    </form>
  );
}
