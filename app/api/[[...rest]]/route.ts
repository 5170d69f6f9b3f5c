import { MalthouseError } from "@/lib/core/errors.ts";
import { handle } from "@/lib/http/handle.ts";

/** What is no address of the contract answers as every other error does, not with the page that browsers get. */
const answer = handle((request) => {
  throw new MalthouseError(
    "not_found",
    `There is nothing at ${new URL(request.url).pathname}. GET /api/openapi.json lists every address.`,
  );
});

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
