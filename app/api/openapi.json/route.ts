import { handle, reply } from "@/lib/http/handle.ts";
import { openApiDocument } from "@/lib/http/openapi.ts";
import packageJson from "@/package.json";

let document: object | null = null;

export const GET = handle(() => reply((document ??= openApiDocument(packageJson.version))));
