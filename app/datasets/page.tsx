import type { Metadata } from "next";
import { DatasetsPage } from "@/components/datasets/datasets-page.tsx";

export const metadata: Metadata = { title: "Data sets" };

export default DatasetsPage;
