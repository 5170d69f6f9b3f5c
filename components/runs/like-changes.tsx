import { isLongText, nameField, printValue } from "@/components/compare/field-words.ts";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { diffFields } from "@/lib/core/compare/diff-fields.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import type { RunDraft } from "./run-draft.ts";

type LikeChangesProps = {
  readonly name: string;
  /** The form as the earlier run filled it in. */
  readonly before: RunDraft;
  readonly draft: RunDraft;
  readonly roles: readonly RoleView[];
};

/** What decides no completion and no value. */
const isAside = (path: string): boolean => path === "name" || path.startsWith("budget");

/** Before the start: in what the new run will differ from the one that it is like. */
export function LikeChanges({ name, before, draft, roles }: LikeChangesProps) {
  const changes = diffFields(before, draft)
    .filter(({ path, isSame }) => !isSame && !isAside(path))
    .map((field) => nameField(field, roles));
  return (
    <section aria-label="Changes" className="rounded-control bg-sunken text-small px-3 py-2">
      <h3 className="font-semibold">
        {changes.length === 0 ? "Nothing is changed yet" : `Changed against ${name}`}
      </h3>
      {changes.length === 0 && (
        <p className="text-ink2">
          The new run would repeat {name}. With another seed that shows how far chance alone moves the
          numbers.
        </p>
      )}
      <ul>
        {changes.map((field) => (
          <li key={field.path} className="flex flex-wrap items-center gap-1.5">
            {field.role && <RoleMark role={field.role} />}
            <span>{field.name}</span>
            {isLongText(field) ? (
              <span className="text-ink2">another text</span>
            ) : (
              <code className="text-ink2 min-w-0 wrap-anywhere">
                {printValue(field.a)} → {printValue(field.b)}
              </code>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
