import { handle, reply } from "@/lib/http/handle.ts";
import { judgeItems } from "@/lib/http/judge-items.ts";
import { malthouse } from "@/lib/http/malthouse.ts";
import { parseBody } from "@/lib/http/parse.ts";
import { JudgePost } from "@/lib/http/wire/judge.ts";

export const POST = handle(async (request) => {
  const { items } = await parseBody(request, JudgePost);
  return reply({ items: await judgeItems(malthouse().judge, items) });
});
