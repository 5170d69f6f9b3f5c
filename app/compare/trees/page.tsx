import type { Metadata } from "next";
import { TreesPage } from "@/components/compare/trees-page.tsx";

export const metadata: Metadata = { title: "Compare trees" };

export default TreesPage;
