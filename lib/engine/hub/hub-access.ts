import { getHubAccess, saveHubAccess } from "../../../db/queries/hub.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { HubAccess, HubAccessPut } from "../../http/wire/hub.ts";
import { checkAddress } from "../check-address.ts";
import type { Malthouse } from "../malthouse.ts";

type Parts = Pick<Malthouse, "store" | "keys">;

/** The variable that Hugging Face's own tools read. */
const usualEnv = "HF_TOKEN";

/** Where the Hub is, without a slash at its end: MALTHOUSE_HUB_URL, else the public one. Throws `invalid_request`. */
export function hubUrl(): string {
  const given = process.env["MALTHOUSE_HUB_URL"];
  return given ? checkAddress(given).href.replace(/\/+$/, "") : "https://huggingface.co";
}

/** How the Hub is reached, without the token. */
export async function viewHubAccess({ store }: Pick<Malthouse, "store">): Promise<HubAccess> {
  const row = await getHubAccess(store);
  const tokenEnv = row?.tokenEnv ?? usualEnv;
  const isStored = row?.token !== null && row !== null;
  return { hubUrl: hubUrl(), isStored, tokenEnv, hasToken: isStored || Boolean(process.env[tokenEnv]) };
}

/** Keeps a token, sealed, or the name of the variable that holds one; null takes a kept one away, left out it stays. */
export async function changeHubAccess(
  { store, keys }: Parts,
  { token, tokenEnv }: HubAccessPut,
): Promise<HubAccess> {
  const before = await getHubAccess(store);
  await saveHubAccess(store, {
    token: token === undefined ? (before?.token ?? null) : token === null ? null : keys.seal(token),
    tokenEnv: tokenEnv === undefined ? (before?.tokenEnv ?? null) : tokenEnv,
  });
  return await viewHubAccess({ store });
}

/** Throws `wrong_state` where there is none, or it cannot be read. */
export async function readHubToken({ store, keys }: Parts): Promise<string> {
  const row = await getHubAccess(store);
  if (row?.token) return openToken(keys, row.token);
  const name = row?.tokenEnv ?? usualEnv;
  const token = process.env[name];
  if (!token)
    throw new MalthouseError(
      "wrong_state",
      `There is no token for the Hub. Enter one with write access, or set ${name} and start Malthouse again.`,
    );
  if (!token.startsWith("hf_"))
    throw new MalthouseError("wrong_state", `${name} holds no token of the Hub: those begin with hf_.`);
  return token;
}

function openToken(keys: Malthouse["keys"], sealed: string): string {
  try {
    return keys.open(sealed);
  } catch (cause) {
    throw new MalthouseError(
      "wrong_state",
      "The kept token of the Hub was sealed with another secrets.key, or is damaged. Enter it again.",
      { cause },
    );
  }
}
