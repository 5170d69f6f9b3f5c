import type { Metadata } from "next";
import { PairsPage } from "@/components/curate/pairs-page.tsx";

export const metadata: Metadata = { title: "Pairs" };

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <PairsPage runId={runId} />;
}
