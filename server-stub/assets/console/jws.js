// Compact JWS (RFC 7515) with ES256 and nothing else. The signature is checked before the claims are looked at.

import { Refused, decode, decodeExact, encode, sha256, utf8 } from "./bytes.js";

/** A P-256 JWK's point: 65 bytes, uncompressed. */
export function point(jwk, reason) {
  if (!jwk || jwk.kty !== "EC" || jwk.crv !== "P-256") throw new Refused(reason);
  const [x, y] = [decodeExact(jwk.x, 32, reason), decodeExact(jwk.y, 32, reason)];
  return Uint8Array.from([4, ...x, ...y]);
}

/** A P-256 JWK's thumbprint (RFC 7638), base64url. */
export const thumbprint = async (jwk) =>
  encode(await sha256(utf8(`{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`)));

function json(bytes, reason) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refused(reason);
  }
}

/** The claims of a JWS without looking at its signature: for what another signature already vouches for. */
export function claims(compact, reason) {
  const parts = typeof compact === "string" ? compact.split(".") : [];
  if (parts.length !== 3) throw new Refused(reason);
  return json(decode(parts[1], reason), reason);
}

/** The claims of a JWS that this key signed, of exactly this type. */
export async function verify(compact, typ, jwk, reason) {
  const parts = typeof compact === "string" ? compact.split(".") : [];
  if (parts.length !== 3) throw new Refused(reason);
  const [head, body, signature] = parts;
  const header = json(decode(head, reason), reason);
  const known = ["alg", "kid", "typ"];
  const strange = Object.keys(header).some((name) => !known.includes(name));
  if (strange || header.alg !== "ES256" || header.typ !== typ || header.kid !== (await thumbprint(jwk))) {
    throw new Refused(reason);
  }
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const bytes = decodeExact(signature, 64, reason);
  let right = false;
  try {
    const key = await crypto.subtle.importKey("raw", point(jwk, reason), curve, false, ["verify"]);
    right = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes, utf8(`${head}.${body}`));
  } catch {
    throw new Refused(reason);
  }
  if (!right) throw new Refused(reason);
  return json(decode(body, reason), reason);
}
