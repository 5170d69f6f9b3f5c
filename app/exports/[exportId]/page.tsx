import type { Metadata } from "next";
import { ExportRecordPage } from "@/components/export-record/export-record-page.tsx";

export const metadata: Metadata = { title: "Export" };

export default async function Page({ params }: { params: Promise<{ exportId: string }> }) {
  const { exportId } = await params;
  return <ExportRecordPage exportId={exportId} />;
}
