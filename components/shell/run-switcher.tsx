"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { lazy } from "react";
import { buttonClass } from "@/components/ui/button.tsx";
import { LateMenu } from "@/components/ui/late-menu.tsx";
import { StatusDot } from "@/components/ui/status-dot.tsx";
import { runsQuery } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

const load = () => import("./run-menu.tsx");
const RunMenu = lazy(async () => ({ default: (await load()).RunMenu }));

/** The run one is in, and the way to another. The menu itself comes when the pointer or the focus comes near. */
export function RunSwitcher({ run }: { readonly run: Run | null }) {
  useQuery({ ...runsQuery({ limit: 30 }), refetchInterval: false });
  return (
    <LateMenu
      look={{
        "aria-label": `Run ${run?.name ?? ""}: switch to another`,
        className: buttonClass(
          {},
          "h-[30px] max-w-[260px] min-w-0 shrink! self-center border-line! md:mr-3 md:ml-1",
        ),
      }}
      load={load}
      menu={(trigger) => <RunMenu runId={run?.id ?? null} trigger={trigger} />}
    >
      <StatusDot status={run?.status ?? "waiting"} />
      <span className="min-w-0 truncate">{run?.name ?? "…"}</span>
      <ChevronDown aria-hidden size={12} className="shrink-0" />
    </LateMenu>
  );
}
