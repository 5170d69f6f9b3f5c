import {
  Boxes,
  ClipboardCheck,
  Database,
  type LucideIcon,
  PackageOpen,
  Plug,
  Scale,
  SquareStack,
  Split,
  Sprout,
} from "lucide-react";

export type Place = {
  readonly name: string;
  readonly href: string;
  /** Second key of the jump "g …". */
  readonly key: string;
  readonly icon: LucideIcon;
  readonly isHere: (pathname: string) => boolean;
};

const under = (prefix: string) => (pathname: string) =>
  pathname === prefix || pathname.startsWith(`${prefix}/`);

/** The places outside a run. */
export const places: readonly Place[] = [
  { name: "Runs", href: "/", key: "r", icon: Sprout, isHere: (pathname) => pathname === "/" },
  { name: "Data sets", href: "/datasets", key: "d", icon: Database, isHere: under("/datasets") },
  { name: "Endpoints", href: "/endpoints", key: "n", icon: Plug, isHere: under("/endpoints") },
  { name: "Judge", href: "/judge", key: "j", icon: Scale, isHere: under("/judge") },
  { name: "Exports", href: "/exports", key: "x", icon: PackageOpen, isHere: under("/exports") },
];

/** The tabs inside a run, in the order of the work. A tree belongs to the questions, which are listed as `listSearch` says. */
export const runPlaces = (runId: string, listSearch: string): readonly Place[] => [
  {
    name: "Questions",
    href: `/runs/${runId}${listSearch}`,
    key: "q",
    icon: SquareStack,
    isHere: (pathname) => pathname === `/runs/${runId}` || pathname.startsWith("/trees/"),
  },
  {
    name: "Pairs",
    href: `/runs/${runId}/pairs`,
    key: "p",
    icon: Split,
    isHere: under(`/runs/${runId}/pairs`),
  },
  {
    name: "Audit",
    href: `/runs/${runId}/audit`,
    key: "a",
    icon: ClipboardCheck,
    isHere: under(`/runs/${runId}/audit`),
  },
  {
    name: "Export",
    href: `/runs/${runId}/export`,
    key: "e",
    icon: Boxes,
    isHere: under(`/runs/${runId}/export`),
  },
];
