import { Card } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

/** The table before its first answer. */
export function RunsSkeleton() {
  return (
    <Card role="status" aria-busy aria-label="The runs are being read">
      {[0, 1, 2, 3].map((row) => (
        <div
          key={row}
          className="border-line grid grid-cols-[2fr_2fr_1fr_1fr] gap-5 border-b px-4 py-3 last:border-0 max-md:grid-cols-1"
        >
          <Skeleton className="h-11" />
          <Skeleton className="h-11" />
          <Skeleton className="h-11 max-md:hidden" />
          <Skeleton className="h-11 max-md:hidden" />
        </div>
      ))}
    </Card>
  );
}
