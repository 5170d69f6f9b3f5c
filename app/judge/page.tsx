import type { Metadata } from "next";
import { JudgePage } from "@/components/judge/judge-page.tsx";

export const metadata: Metadata = { title: "Judge" };

export default JudgePage;
