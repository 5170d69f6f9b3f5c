import { fetchPage, type PageChoice } from "@/lib/client/pages.ts";
import { saveFile } from "./save-file.ts";

/** Saves a run's trees as one HTML file. Throws what the server refuses, such as too many of them. */
export async function takePage(runId: string, choice: PageChoice): Promise<void> {
  const { blob, name } = await fetchPage(runId, choice);
  saveFile(blob, name);
}
