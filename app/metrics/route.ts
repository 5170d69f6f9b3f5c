import { handle } from "@/lib/http/handle.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { renderMetrics } from "@/lib/http/render-metrics.ts";

export const GET = handle(async () => {
  const { text, contentType } = await renderMetrics(malthouse());
  return new Response(text, { headers: { "content-type": contentType } });
});
