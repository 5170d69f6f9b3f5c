import { handle, reply } from "@/lib/http/handle.ts";
import { viewProtocol } from "@/lib/http/view-protocol.ts";
import { allProtocols } from "@/lib/protocols/registry.ts";

export const GET = handle(() => reply({ items: allProtocols().map(viewProtocol), nextCursor: null }));
