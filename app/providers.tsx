"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { Toaster } from "sonner";
import { ApiError } from "@/lib/client/api-error.ts";

/** A refusal stays a refusal; only a server that did not answer, or was not ready, is asked again. */
const shouldRetry = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof ApiError && error.problem.status > 0 && error.problem.status < 500);

export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: shouldRetry, staleTime: 2000 } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        {children}
        <Toaster position="bottom-center" toastOptions={{ classNames: { toast: "toast" } }} />
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
