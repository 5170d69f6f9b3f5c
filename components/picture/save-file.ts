/** Hands a file to the person by the browser's own download. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken hold of it by then; kept on it would fill the memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
