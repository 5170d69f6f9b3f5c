/** A row of a question file as parsed, or why it could not be; `line` counts from 1 in the file. */
export type ReadRow =
  | { readonly line: number; readonly row: unknown }
  | { readonly line: number; readonly reason: string };

export const maxRowBytes = 1024 ** 2;
export const maxFileBytes = 512 * 1024 ** 2;
