import { expect, test } from "vitest";
import { orAborted } from "../../../lib/engine/rejudge/or-aborted.ts";

test("orAborted gives what the work gives, and its failure", async () => {
  const { signal } = new AbortController();
  expect(await orAborted(Promise.resolve(7), signal)).toBe(7);
  await expect(orAborted(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
});

test("orAborted rejects at once when it is broken off, and what the work does later troubles nobody", async () => {
  const work = Promise.withResolvers<number>();
  const stop = new AbortController();
  const heard = orAborted(work.promise, stop.signal);
  stop.abort();
  await expect(heard).rejects.toThrow("broken off");
  work.reject(new Error("too late"));
  await expect(orAborted(Promise.resolve(7), stop.signal)).rejects.toThrow("broken off");
});
