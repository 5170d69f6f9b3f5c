import net from "node:net";

/** Where postgres.js would connect to, and how long it leaves a connection of its pool idle; null for the one that listens. */
export type SocketPlace = {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
  readonly idle_timeout: number | null;
};

const looksPerLimit = 8;

/**
 * A socket to a PostgreSQL server that is given up where not a byte came for `silentMs`: a network that swallows packets
 * would else hold whoever asked for a quarter of an hour. Idle connections are closed by the pool before that; the one
 * that listens is silent by nature and left to the keep-alive. Fails later, by its `error` event.
 */
export function openWatchedSocket(
  { host, port, path, idle_timeout }: SocketPlace,
  silentMs: number,
): net.Socket {
  const socket = path
    ? net.connect(path)
    : Object.assign(net.connect(port[0] ?? 5432, host[0]), { host: host[0] });
  if (idle_timeout === null) return socket;
  let read = 0;
  let readAt = performance.now();
  // By its counter, not by events: a TLS socket put over this one takes them.
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    if (socket.bytesRead !== read) {
      read = socket.bytesRead;
      readAt = performance.now();
    } else if (performance.now() - readAt >= silentMs) socket.destroy(silence(silentMs));
  }, silentMs / looksPerLimit);
  timer.unref();
  return socket;
}

const silence = (ms: number): Error =>
  Object.assign(new Error(`The database has not answered for ${Math.round(ms / 1000)} s.`), {
    code: "CONNECTION_SILENT",
  });
