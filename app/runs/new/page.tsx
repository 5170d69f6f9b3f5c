import type { Metadata } from "next";
import { StartPanel } from "@/components/runs/start-panel.tsx";

export const metadata: Metadata = { title: "Start a run" };

export default function NewRunPage() {
  return (
    <div className="mx-auto w-full max-w-[560px] px-3 py-4 md:py-8">
      <h1 className="sr-only">Start a run</h1>
      <StartPanel />
    </div>
  );
}
