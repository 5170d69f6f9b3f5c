import type { LookupAddress, LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { isRefusedAddress } from "./check-address.ts";
import { EndpointFailure } from "./endpoint-failure.ts";

type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A lookup for sockets that leaves out link-local addresses at the moment of connecting, when a name can no longer
 * turn into another address. Fails with an EndpointFailure as its cause where nothing else is left.
 */
export function guardLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "");
      const allowed = addresses.filter(({ address }) => !isRefusedAddress(address));
      const [first] = allowed;
      if (!first) return done(refused(hostname), "");
      return options.all ? done(null, allowed) : done(null, first.address, first.family);
    });
  };
}

const refused = (hostname: string): Error =>
  new Error("refused address", {
    cause: new EndpointFailure({
      kind: "fatal_run",
      code: "refused_address",
      message: `${hostname} leads to a link-local address, which Malthouse never calls.`,
    }),
  });
