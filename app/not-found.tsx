import { ButtonLink } from "@/components/ui/button.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";

export default function NotFound() {
  return (
    <EmptyNote
      isPage
      className="my-auto"
      title="There is no page at this address"
      actions={
        <ButtonLink href="/" variant="primary">
          All runs
        </ButtonLink>
      }
    >
      It may have been deleted, or the address was cut off when it was copied.
    </EmptyNote>
  );
}
