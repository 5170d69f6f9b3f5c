"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { buttonClass } from "@/components/ui/button.tsx";
import { Menu, MenuLine, MenuLink } from "@/components/ui/menu.tsx";
import { StatusDot } from "@/components/ui/status-dot.tsx";
import { runsQuery } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** The run one is in, and the way to another. */
export function RunSwitcher({ run }: { readonly run: Run | null }) {
  const runs = useQuery({ ...runsQuery({ limit: 30 }), refetchInterval: false });
  return (
    <Menu
      align="start"
      className="max-w-[340px]"
      trigger={
        <button
          type="button"
          aria-label={`Run ${run?.name ?? ""}: switch to another`}
          className={buttonClass(
            {},
            "h-[30px] max-w-[260px] min-w-0 shrink! self-center border-line! md:mr-3 md:ml-1",
          )}
        >
          <StatusDot status={run?.status ?? "waiting"} />
          <span className="min-w-0 truncate">{run?.name ?? "…"}</span>
          <ChevronDown aria-hidden size={12} className="shrink-0" />
        </button>
      }
    >
      {runs.data?.items.map((one) => (
        <MenuLink key={one.id} href={`/runs/${one.id}`} isCurrent={one.id === run?.id}>
          <StatusDot status={one.status} className="mx-1" />
          <span className="min-w-0 flex-1 truncate">{one.name}</span>
        </MenuLink>
      ))}
      <MenuLine />
      <MenuLink href="/">All runs</MenuLink>
    </Menu>
  );
}
