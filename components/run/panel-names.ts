/** What lies behind the run page's figures, as the address names it. */
export const panelNames = ["credit", "odd", "cost", "judge", "limits", "record"] as const;
export type PanelName = (typeof panelNames)[number];
