"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";

/** What lies behind the run page's figures, as the address names it. */
const panelNames = ["credit", "odd", "cost", "judge", "limits", "record"] as const;
export type PanelName = (typeof panelNames)[number];

/** Which panel is open: of now, where the address itself is written a moment later. */
export const usePanel = () => useQueryState("panel", parseAsStringLiteral(panelNames));
