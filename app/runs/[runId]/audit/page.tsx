import type { Metadata } from "next";
import { AuditPage } from "@/components/audit/audit-page.tsx";

export const metadata: Metadata = { title: "Audit" };

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <AuditPage runId={runId} />;
}
