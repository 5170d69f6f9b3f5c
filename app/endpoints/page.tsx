import type { Metadata } from "next";
import { EndpointsPage } from "@/components/endpoints/endpoints-page.tsx";

export const metadata: Metadata = { title: "Endpoints" };

export default EndpointsPage;
