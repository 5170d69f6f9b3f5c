import type { Metadata } from "next";
import { CompareExportsPage } from "@/components/export-record/compare-exports-page.tsx";

export const metadata: Metadata = { title: "Compare exports" };

export default CompareExportsPage;
