import type { Metadata } from "next";
import { DatasetPage } from "@/components/datasets/dataset-page.tsx";

export const metadata: Metadata = { title: "Data set" };

export default async function Page({ params }: { readonly params: Promise<{ readonly datasetId: string }> }) {
  const { datasetId } = await params;
  return <DatasetPage datasetId={datasetId} />;
}
