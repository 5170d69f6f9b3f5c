import { once } from "node:events";
import net, { type AddressInfo } from "node:net";

/** A way to a server that can fall silent: nothing is refused, nothing closed, and nothing comes through. */
export type SwallowingProxy = {
  /** The database address, by way of the proxy. */
  readonly url: string;
  swallow(): void;
  /** Connections made from now on come through again; what was swallowed stays so. */
  relent(): void;
  close(): Promise<void>;
};

/** Opens one before the PostgreSQL of `databaseUrl`. */
export async function openSwallowingProxy(databaseUrl: string): Promise<SwallowingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let isSwallowing = false;
  const keep = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  };
  const server = net.createServer((near) => {
    keep(near);
    if (isSwallowing) return void near.resume();
    const far = net.connect(Number(target.port || 5432), target.hostname);
    keep(far);
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    swallow() {
      isSwallowing = true;
      for (const socket of sockets) socket.unpipe().resume();
    },
    relent() {
      isSwallowing = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
