"use client";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input, TextArea } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { type RoleDraft, type RunDraft, sharedValue, withRole } from "./run-draft.ts";

type RoleSettingsProps = {
  readonly roles: readonly RoleView[];
  /** The role being set; null sets all of them at once. */
  readonly roleName: string | null;
  readonly onRoleChoose: (roleName: string | null) => void;
  readonly draft: RunDraft;
  readonly endpoints: readonly { readonly id: string; readonly name: string }[];
  readonly templates: Readonly<Record<string, string>>;
  readonly errorAt: (path: string) => string | null;
  readonly onChange: (draft: RunDraft) => void;
};

const short = [
  { field: "maxTokens", label: "Max tokens", placeholder: "1024" },
  { field: "topP", label: "Top P", placeholder: "1" },
  { field: "modelRevision", label: "Model revision", placeholder: "recorded, not sent" },
] as const;

/** Sampling and prompts of all roles together, or of one. */
export function RoleSettings({
  roles,
  roleName,
  onRoleChoose,
  draft,
  endpoints,
  templates,
  errorAt,
  onChange,
}: RoleSettingsProps) {
  const valueOf = <Name extends keyof RoleDraft>(field: Name): RoleDraft[Name] | null =>
    roleName === null ? sharedValue(draft, field) : (draft.roles[roleName]?.[field] ?? null);
  const set = (fields: Partial<RoleDraft>): void => onChange(withRole(draft, roleName, fields));
  const shown = roleName === null ? roles : roles.filter((role) => role.name === roleName);
  const errorOf = (field: keyof RoleDraft): string | null =>
    shown.map((role) => errorAt(`roles.${role.name}.${field}`)).find((error) => error !== null) ?? null;
  const hintOf = (field: keyof RoleDraft): string | undefined =>
    valueOf(field) === null ? "differs by role" : undefined;
  const template = roleName === null ? null : (draft.roles[roleName]?.template ?? "");
  const standard = roleName === null ? undefined : templates[roleName];
  return (
    <section aria-label="Settings by role" className="border-line grid gap-3 border-t pt-3">
      <div className="flex flex-wrap gap-1.5" role="group" aria-label="Which role">
        <Chip isOn={roleName === null} onClick={() => onRoleChoose(null)}>
          All roles
        </Chip>
        {roles.map((role) => (
          <Chip key={role.name} isOn={roleName === role.name} onClick={() => onRoleChoose(role.name)}>
            {role.title}
          </Chip>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2.5">
        {short.map(({ field, label, placeholder }) => (
          <Field key={field} label={label} error={errorOf(field)} hint={hintOf(field)}>
            {(control) => (
              <Input
                {...control}
                placeholder={placeholder}
                value={valueOf(field) ?? ""}
                onChange={(event) => set({ [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label="API" error={errorOf("api")} hint={hintOf("api")}>
          {(control) => (
            <Select
              {...control}
              value={valueOf("api") ?? "chat"}
              onChange={(event) =>
                set({ api: event.target.value === "completions" ? "completions" : "chat" })
              }
            >
              <option value="chat">chat/completions</option>
              <option value="completions">completions</option>
            </Select>
          )}
        </Field>
      </div>
      {roleName !== null && (
        <Field label="Endpoint" error={errorOf("endpointId")}>
          {(control) => (
            <Select
              {...control}
              value={valueOf("endpointId") ?? ""}
              onChange={(event) => set({ endpointId: event.target.value })}
            >
              {endpoints.map((endpoint) => (
                <option key={endpoint.id} value={endpoint.id}>
                  {endpoint.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field label="Stop texts, one a line" error={errorOf("stop")} hint={hintOf("stop")}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            className="font-mono"
            value={valueOf("stop") ?? ""}
            onChange={(event) => set({ stop: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Extra body, a JSON object"
        error={errorOf("extraBody")}
        hint={hintOf("extraBody") ?? "Sent along with each request, such as top_k."}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            spellCheck={false}
            className="font-mono"
            placeholder="{}"
            value={valueOf("extraBody") ?? ""}
            onChange={(event) => set({ extraBody: event.target.value })}
          />
        )}
      </Field>
      <Field label="System prompt" error={errorOf("systemPrompt")} hint={hintOf("systemPrompt")}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            placeholder="none"
            value={valueOf("systemPrompt") ?? ""}
            onChange={(event) => set({ systemPrompt: event.target.value })}
          />
        )}
      </Field>
      {roleName === null ? (
        <p className="text-small text-ink3">Choose a role to read and change its prompt template.</p>
      ) : (
        <Field
          label={
            <span className="flex items-center justify-between gap-2">
              Prompt template
              {template !== "" && template !== standard && (
                <Button size="sm" variant="ghost" onClick={() => set({ template: "" })}>
                  Back to the default
                </Button>
              )}
            </span>
          }
          error={errorOf("template")}
          hint={
            template === "" || template === standard
              ? "This is the default; a change holds for this run only."
              : "Changed for this run."
          }
        >
          {(control) => (
            <TextArea
              {...control}
              rows={9}
              className="text-small font-mono"
              value={template || standard || ""}
              onChange={(event) => set({ template: event.target.value })}
            />
          )}
        </Field>
      )}
    </section>
  );
}
