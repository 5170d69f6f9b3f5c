import { BlockList, isIP } from "node:net";
import { MalthouseError } from "../core/errors.ts";

/** Link-local addresses and the metadata services of clouds: whoever reaches them can read a machine's credentials. */
const refused = new BlockList();
refused.addSubnet("169.254.0.0", 16, "ipv4");
refused.addSubnet("fe80::", 10, "ipv6");
refused.addSubnet("64:ff9b::a9fe:0", 112, "ipv6");
refused.addAddress("fd00:ec2::254", "ipv6");
refused.addAddress("100.100.100.200", "ipv4");

const metadataNames = new Set([
  "metadata.google.internal",
  "metadata",
  "instance-data",
  "instance-data.ec2.internal",
]);

/** Whether an IP address is link-local or a cloud's metadata service. */
export function isRefusedAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && refused.check(address, family === 6 ? "ipv6" : "ipv4");
}

/**
 * The base URL of an endpoint, checked: http or https, no name and password in it, not link-local. Names are looked
 * at again when they are resolved. Throws MalthouseError `invalid_request`.
 */
export function checkAddress(baseUrl: string): URL {
  const refuse = (message: string): MalthouseError =>
    new MalthouseError("invalid_request", message, { errors: [{ path: "baseUrl", message }] });
  if (!URL.canParse(baseUrl)) throw refuse("This is not an address. Write it like http://127.0.0.1:8000/v1.");
  const url = new URL(baseUrl);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw refuse("The address must begin with http:// or https://.");
  if (url.username !== "" || url.password !== "")
    throw refuse("The address holds a password. Put the key into its own field.");
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isRefusedAddress(host) || metadataNames.has(host))
    throw refuse(`${host} is a link-local address, which Malthouse never calls.`);
  return url;
}
