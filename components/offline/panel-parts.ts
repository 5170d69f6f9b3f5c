import type { Path } from "@/lib/core/path.ts";
import type { OpenTree } from "./read-page.ts";

/** What the panel shows from, and what its buttons do. */
export type PanelParts = {
  readonly tree: OpenTree;
  readonly isRaw: boolean;
  readonly onRaw: (isRaw: boolean) => void;
  readonly onSelect: (path: Path) => void;
};
