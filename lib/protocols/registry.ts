import { MalthouseError } from "../core/errors.ts";
import { malt } from "./malt/index.ts";
import type { Protocol } from "./protocol.ts";
import { single } from "./single/index.ts";

/** A protocol whose own config is opaque to the caller: what `Config` parsed goes back into its functions. */
export type AnyProtocol = Protocol<unknown>;

const protocols = new Map<string, AnyProtocol>();

/** Adds a protocol; the last one of a name wins. One line here is all that a new protocol needs outside its folder. */
export function registerProtocol<Config>(protocol: Protocol<Config>): void {
  protocols.set(protocol.name, protocol);
}

registerProtocol(malt);
registerProtocol(single);

/** Throws `invalid_request` for a name that no protocol has. */
export function protocolOf(name: string): AnyProtocol {
  const protocol = protocols.get(name);
  if (protocol) return protocol;
  const known = [...protocols.keys()].join(", ");
  throw new MalthouseError("invalid_request", `There is no protocol "${name}". Use one of: ${known}.`, {
    errors: [{ path: "protocol", message: `unknown; use one of: ${known}` }],
  });
}

export const allProtocols = (): readonly AnyProtocol[] => [...protocols.values()];
