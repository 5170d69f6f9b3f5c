import type { Metadata } from "next";
import { ExportsPage } from "@/components/exports-list/exports-page.tsx";

export const metadata: Metadata = { title: "Exports" };

export default ExportsPage;
