import { pairTable } from "@/lib/engine/run-tables.ts";
import { handle } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { sendTable } from "@/lib/http/send-table.ts";

export const GET = handle(
  async (_, { runId = "" }) =>
    await sendTable(malthouse(), runId, { name: "pairs.parquet", table: pairTable }),
);
