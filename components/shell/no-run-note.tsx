import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { ApiError } from "@/lib/client/api-error.ts";

type NoRunNoteProps = {
  readonly error: Error;
  readonly onRetry: () => unknown;
  /** Where to go instead: all runs, unless given. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

/** In place of a run's page: there is no such run, or it could not be read just now. */
export function NoRunNote({
  error,
  onRetry,
  actions = <ButtonLink href="/">All runs</ButtonLink>,
  children = "It may have been deleted.",
}: NoRunNoteProps) {
  if (error instanceof ApiError && error.problem.status === 404)
    return (
      <EmptyNote isPage title="There is no such run" actions={actions}>
        {children}
      </EmptyNote>
    );
  return <ErrorNote error={error} title="The run could not be read" onRetry={onRetry} className="m-6" />;
}
