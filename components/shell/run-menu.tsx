"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Menu, MenuLine, MenuLink } from "@/components/ui/menu.tsx";
import { StatusDot } from "@/components/ui/status-dot.tsx";
import { runsQuery } from "@/lib/client/runs.ts";

type RunMenuProps = {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly runId: string | null;
};

/** The newest runs behind a button, open from the start: the click that brought it here asked for that. */
export function RunMenu({ trigger, runId }: RunMenuProps) {
  const runs = useQuery({ ...runsQuery({ limit: 30 }), refetchInterval: false });
  return (
    <Menu align="start" className="max-w-[340px]" trigger={trigger} isOpenAtFirst>
      {runs.data?.items.map((one) => (
        <MenuLink key={one.id} href={`/runs/${one.id}`} isCurrent={one.id === runId}>
          <StatusDot status={one.status} className="mx-1" />
          <span className="min-w-0 flex-1 truncate">{one.name}</span>
        </MenuLink>
      ))}
      <MenuLine />
      <MenuLink href="/">All runs</MenuLink>
    </Menu>
  );
}
