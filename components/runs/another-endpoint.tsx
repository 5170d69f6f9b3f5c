import Link from "next/link";
import type { RefObject } from "react";

type AnotherEndpointProps = {
  /** There is no other one to choose. */
  readonly isOnly: boolean;
  readonly picker: RefObject<HTMLSelectElement | null>;
};

/** The way on from an endpoint that does not answer: the list of the others, or the place to mend it. */
export function AnotherEndpoint({ isOnly, picker }: AnotherEndpointProps) {
  const look = "text-accent ml-1.5 font-semibold hover:underline pointer-coarse:min-h-11";
  if (isOnly)
    return (
      <Link href="/endpoints" className={look}>
        See to it
      </Link>
    );
  const open = (): void => {
    picker.current?.focus();
    try {
      picker.current?.showPicker();
    } catch {
      // An older browser: the field in focus is enough.
    }
  };
  return (
    <button type="button" className={look} onClick={open}>
      Choose another
    </button>
  );
}
