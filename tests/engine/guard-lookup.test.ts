import type { LookupAddress } from "node:dns";
import { expect, test } from "vitest";
import { EndpointFailure } from "../../lib/engine/endpoint-failure.ts";
import { guardLookup } from "../../lib/engine/guard-lookup.ts";

const at = (address: string): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 });

const lookUp = (addresses: string[], all: boolean): Promise<unknown> =>
  new Promise((resolve) => {
    const lookup = guardLookup((_hostname, _options, done) => done(null, addresses.map(at)));
    lookup("name.example", { all }, (error, address) => resolve(error ?? address));
  });

test("guardLookup leaves out link-local addresses", async () => {
  expect(await lookUp(["169.254.169.254", "192.0.2.7"], true)).toEqual([at("192.0.2.7")]);
  expect(await lookUp(["fe80::1", "192.0.2.7"], false)).toBe("192.0.2.7");
});

test.each(["169.254.0.1", "fe80::1", "febf::1", "::ffff:169.254.1.1", "fd00:ec2::254"])(
  "guardLookup refuses a name that leads to %s alone",
  async (address) => {
    const error = await lookUp([address], true);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).cause).toBeInstanceOf(EndpointFailure);
  },
);

test("guardLookup lets loopback and private addresses pass: models run there", async () => {
  for (const address of ["127.0.0.1", "::1", "10.0.0.5", "192.168.1.2", "fd12::1"])
    expect(await lookUp([address], false)).toBe(address);
});

test("guardLookup hands on what the resolver says", async () => {
  const lookup = guardLookup((_hostname, _options, done) =>
    done(Object.assign(new Error("no"), { code: "ENOTFOUND" }), []),
  );
  const error = await new Promise((resolve) => lookup("x.example", {}, resolve));
  expect(error).toMatchObject({ code: "ENOTFOUND" });
});
