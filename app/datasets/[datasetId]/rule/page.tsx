import type { Metadata } from "next";
import { RulePage } from "@/components/rules/rule-page.tsx";

export const metadata: Metadata = { title: "How answers are judged" };

export default async function Page({ params }: { readonly params: Promise<{ readonly datasetId: string }> }) {
  const { datasetId } = await params;
  return <RulePage datasetId={datasetId} />;
}
