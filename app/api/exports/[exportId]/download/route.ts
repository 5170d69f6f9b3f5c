import { findExportFile } from "@/lib/engine/find-export-file.ts";
import { handle } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { sendFile } from "@/lib/http/send-file.ts";

export const GET = handle(async (request, { exportId = "" }) => {
  const file = await findExportFile(malthouse(), exportId);
  return sendFile(request, { ...file, type: "application/zip", tag: exportId });
});
