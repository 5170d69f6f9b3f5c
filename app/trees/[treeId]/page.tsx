import type { Metadata } from "next";
import { TreePage } from "@/components/tree/tree-page.tsx";

export const metadata: Metadata = { title: "Tree" };

export default async function Page({ params }: { params: Promise<{ treeId: string }> }) {
  const { treeId } = await params;
  return <TreePage treeId={treeId} />;
}
