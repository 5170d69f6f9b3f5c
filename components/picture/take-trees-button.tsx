"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { Button } from "@/components/ui/button.tsx";

type TakeTreesButtonProps = { runId: string; indexes: readonly number[] };

/** Saves chosen trees of a run, given by their places in it, as one page that needs no network. */
export function TakeTreesButton({ runId, indexes }: TakeTreesButtonProps) {
  const take = useMutation({
    mutationFn: async () => (await import("./take-page.ts")).takePage(runId, { indexes }),
    onError: (error) => void toast.error(error.message),
  });
  return (
    <Button size="sm" disabled={take.isPending} onClick={() => take.mutate()}>
      {take.isPending ? "Writing the page …" : "Take away as one page"}
    </Button>
  );
}
