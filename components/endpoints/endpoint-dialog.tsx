"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import { createEndpoint, patchEndpoint, probeQuery } from "@/lib/client/endpoints.ts";
import type { Endpoint } from "@/lib/http/wire/endpoints.ts";
import { draftOfEndpoint, type EndpointDraft, toEndpointBody } from "./endpoint-draft.ts";
import { PriceRows } from "./price-rows.tsx";

const limits = [
  { field: "maxConcurrency", label: "Requests at once", placeholder: "default" },
  { field: "timeoutSeconds", label: "Timeout, s", placeholder: "default" },
  { field: "requestsPerMinute", label: "Requests a minute", placeholder: "no limit" },
  { field: "tokensPerMinute", label: "Tokens a minute", placeholder: "no limit" },
] as const;

/** Paths of a refusal that have their own field. */
const fields =
  /^(name|baseUrl|apiKey|apiKeyEnv|maxConcurrency|timeoutSeconds|requestsPerMinute|tokensPerMinute)$|^prices\../;

type EndpointDialogProps = { readonly endpoint: Endpoint | null; readonly onClose: () => void };

/** Adds an endpoint, or changes one; saved, it is probed at once. */
export function EndpointDialog({ endpoint, onClose }: EndpointDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOfEndpoint(endpoint));
  const set = (fields: Partial<EndpointDraft>): void => setDraft({ ...draft, ...fields });
  const save = useMutation({
    mutationFn: () =>
      endpoint ? patchEndpoint(endpoint.id, toEndpointBody(draft)) : createEndpoint(toEndpointBody(draft)),
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: ["endpoints", "list"] });
      void client.invalidateQueries({ queryKey: probeQuery(saved.id).queryKey });
      onClose();
    },
  });
  const errorAt = (path: string): string | null =>
    save.error instanceof ApiError ? save.error.fieldError(path) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={endpoint ? `Change ${endpoint.name}` : "Add an endpoint"}
      description="Any server that speaks the OpenAI API: vLLM, SGLang, llama.cpp, Ollama, or a hosted one."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="endpoint-form" disabled={save.isPending}>
            Save and probe
          </Button>
        </>
      }
    >
      <form id="endpoint-form" onSubmit={submit} noValidate className="grid gap-3 pb-2">
        <div className="grid gap-2.5 md:grid-cols-[1fr_1.6fr]">
          <Field label="Name" error={errorAt("name")}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                value={draft.name}
                maxLength={200}
                onChange={(event) => set({ name: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="Base URL"
            error={errorAt("baseUrl")}
            hint="Ends before /chat/completions, mostly in /v1."
          >
            {(control) => (
              <Input
                {...control}
                type="url"
                spellCheck={false}
                placeholder="http://localhost:8000/v1"
                value={draft.baseUrl}
                onChange={(event) => set({ baseUrl: event.target.value })}
              />
            )}
          </Field>
          <Field label="Key">
            {(control) => (
              <Select
                {...control}
                value={draft.keySource}
                onChange={(event) => set({ keySource: event.target.value as EndpointDraft["keySource"] })}
              >
                {endpoint?.hasKey && !endpoint.apiKeyEnv && <option value="keep">the stored one</option>}
                <option value="none">none</option>
                <option value="stored">
                  {endpoint?.hasKey ? "store a new one" : "store one, encrypted"}
                </option>
                <option value="environment">from an environment variable</option>
              </Select>
            )}
          </Field>
          {draft.keySource === "stored" && (
            <Field
              label="Key to store"
              error={errorAt("apiKey")}
              hint="Kept encrypted; never shown, logged or exported."
            >
              {(control) => (
                <Input
                  {...control}
                  type="password"
                  autoComplete="new-password"
                  value={draft.apiKey}
                  onChange={(event) => set({ apiKey: event.target.value })}
                />
              )}
            </Field>
          )}
          {draft.keySource === "environment" && (
            <Field
              label="Variable"
              error={errorAt("apiKeyEnv")}
              hint="Read from the server's environment at each start."
            >
              {(control) => (
                <Input
                  {...control}
                  spellCheck={false}
                  placeholder="OPENAI_API_KEY"
                  value={draft.apiKeyEnv}
                  onChange={(event) => set({ apiKeyEnv: event.target.value })}
                />
              )}
            </Field>
          )}
        </div>
        <div className="grid grid-cols-2 gap-2.5 md:grid-cols-4">
          {limits.map(({ field, label, placeholder }) => (
            <Field key={field} label={label} error={errorAt(field)}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  placeholder={placeholder}
                  value={draft[field]}
                  onChange={(event) => set({ [field]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
        <PriceRows prices={draft.prices} errorAt={errorAt} onChange={(prices) => set({ prices })} />
        {save.isError && (
          <ErrorNote
            error={save.error}
            title="The endpoint was not saved"
            isAtField={(path) => fields.test(path)}
          />
        )}
      </form>
    </Dialog>
  );
}
