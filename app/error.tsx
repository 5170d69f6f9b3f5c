"use client";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";

type ErrorPageProps = { readonly error: Error; readonly reset: () => void };

/** A page that broke while drawing; the data is safe on the server. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <div className="mx-auto my-auto grid w-full max-w-[640px] gap-3 px-3 py-8">
      <ErrorNote error={error} title="This page broke" />
      <p className="text-ink2">
        Nothing on the server was touched. Draw the page again; if it breaks again, go back to the runs.
      </p>
      <div className="flex gap-2">
        <Button variant="primary" onClick={reset}>
          Draw it again
        </Button>
        <ButtonLink href="/">All runs</ButtonLink>
      </div>
    </div>
  );
}
