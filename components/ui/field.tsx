"use client";
import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

type ControlProps = { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined };
type FieldProps = {
  readonly label: ReactNode;
  /** One line on what the value does; stands below the control. */
  readonly hint?: ReactNode;
  /** What is wrong and what to do; stands in place of the hint. */
  readonly error?: string | null | undefined;
  readonly className?: string;
  readonly children: (control: ControlProps) => ReactNode;
};

/** A label, a control and what is wrong with it, tied together for readers. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={classNames("min-w-0", className)}>
      <label htmlFor={id} className="text-small text-ink2 mb-1 block font-[550]">
        {label}
      </label>
      {children({
        id,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": note ? noteId : undefined,
      })}
      {note && (
        <p
          id={noteId}
          role={error ? "alert" : undefined}
          className={classNames("mt-1 text-tiny", error ? "text-danger" : "text-ink3")}
        >
          {note}
        </p>
      )}
    </div>
  );
}
