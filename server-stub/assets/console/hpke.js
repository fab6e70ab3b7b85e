// HPKE (RFC 9180), base mode, receiver only: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-GCM, on what every browser
// has. It opens exactly one message, the first of its context: that is all an envelope is.

import { concat, two, utf8 } from "./bytes.js";

/** What seals the message: its number in the registry and the bytes of its key. Envelopes take the second. */
export const AES_128_GCM = { id: 1, key: 16 };
export const AES_256_GCM = { id: 2, key: 32 };

const VERSION = utf8("HPKE-v1");
const KEM = concat(utf8("KEM"), two(0x0010));
const NOTHING = new Uint8Array(0);
const HASH = 32;

async function hmac(key, ...parts) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, concat(...parts)));
}

/** §4, LabeledExtract. HMAC fills a short key up with zeros, and browsers refuse an empty one. */
const extract = (suite, salt, label, input) =>
  hmac(salt.length ? salt : new Uint8Array(HASH), VERSION, suite, utf8(label), input);

/** §4, LabeledExpand, of at most one block: nothing here needs more. */
async function expand(suite, secret, label, info, length) {
  const block = await hmac(secret, two(length), VERSION, suite, utf8(label), info, Uint8Array.of(1));
  return block.slice(0, length);
}

/** §4.1, Decap: the secret that whoever made `enc` shares with the holder of the private key. */
export async function decapsulate(enc, privateKey, publicPoint) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const ephemeral = await crypto.subtle.importKey("raw", enc, curve, false, []);
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: ephemeral }, privateKey, 256);
  const prk = await extract(KEM, NOTHING, "eae_prk", new Uint8Array(bits));
  return expand(KEM, prk, "shared_secret", concat(enc, publicPoint), HASH);
}

/** §5.1, KeySchedule in base mode: key and nonce of the first message. */
export async function schedule(shared, info, aead) {
  const suite = concat(utf8("HPKE"), two(0x0010), two(0x0001), two(aead.id));
  const nobody = await extract(suite, NOTHING, "psk_id_hash", NOTHING);
  const about = await extract(suite, NOTHING, "info_hash", info);
  const context = concat(Uint8Array.of(0), nobody, about);
  const secret = await extract(suite, shared, "secret", NOTHING);
  return {
    key: await expand(suite, secret, "key", context, aead.key),
    nonce: await expand(suite, secret, "base_nonce", context, 12),
  };
}

/**
 * Opens what was sealed to a key. `enc` is 65 bytes, an uncompressed point, as is `publicPoint`. Whatever is wrong, it
 * throws, and does not say what.
 */
export async function open({ enc, sealed, info, aad = NOTHING, aead = AES_256_GCM, privateKey, publicPoint }) {
  const { key, nonce } = await schedule(await decapsulate(enc, privateKey, publicPoint), info, aead);
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: aad }, imported, sealed);
  return new Uint8Array(opened);
}
