import type { Metadata } from "next";
import { ExportPage } from "@/components/exports/export-page.tsx";

export const metadata: Metadata = { title: "Export" };

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <ExportPage runId={runId} />;
}
