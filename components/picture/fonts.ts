/** Families that every system has under some name: a picture brings none along. */
export const fontOf = {
  sans: "system-ui, 'Helvetica Neue', Arial, sans-serif",
  mono: "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
} as const;
