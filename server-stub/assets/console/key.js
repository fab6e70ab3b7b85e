// The reviewer's key: made in this browser, kept in this browser, never readable again by any script. The one moment in
// which it can be read is its making, and then it goes into a file under a passphrase.

import { Refused, concat, decodeExact, decode, encode, utf8 } from "./bytes.js";
import { point, thumbprint } from "./jws.js";

const DATABASE = "kauth-reviewer";
const STORE = "keys";
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const FORMAT = "kauth-reviewer-key-1";
/** OWASP's number for PBKDF2 with SHA-256. */
export const ITERATIONS = 600000;
/** Fewest characters of a passphrase. */
export const SHORTEST = 12;

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function inStore(mode, act) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "account" });
  const database = await asked(opening);
  try {
    return await asked(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** This browser's key of a staff account: `privateKey`, `jwk`, `point`, `thumbprint`; or nothing. */
export const load = (account) => inStore("readonly", (store) => store.get(account));

/** Forgets this browser's key of a staff account. */
export const forget = (account) => inStore("readwrite", (store) => store.delete(account));

async function wrapper(passphrase, salt, iterations) {
  const material = await crypto.subtle.importKey("raw", utf8(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Keeps a key that can still be read, as one that cannot. */
async function keep(account, pkcs8) {
  const readable = await crypto.subtle.importKey("pkcs8", pkcs8, CURVE, true, ["deriveBits"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", readable);
  const jwk = { kty, crv, x, y };
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, CURVE, false, ["deriveBits"]);
  const reviewer = { account, privateKey, jwk, point: point(jwk, "key"), thumbprint: await thumbprint(jwk) };
  await inStore("readwrite", (store) => store.put(reviewer));
  return reviewer;
}

/** Makes a key. Gives it as it is kept, and the text of the backup file. */
export async function create(account, passphrase) {
  if (passphrase.length < SHORTEST) throw new Refused("passphrase_short");
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))];
  const { x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const name = await thumbprint({ x, y });
  const aad = utf8(`${FORMAT} ${name} ${ITERATIONS}`);
  const wrap = await wrapper(passphrase, salt, ITERATIONS);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, wrap, pkcs8);
  const backup = JSON.stringify({
    format: FORMAT,
    thumbprint: name,
    kdf: "PBKDF2-SHA-256",
    iterations: ITERATIONS,
    salt: encode(salt),
    cipher: "AES-256-GCM",
    sealed: encode(concat(iv, new Uint8Array(sealed))),
  }, null, 2);
  const reviewer = await keep(account, pkcs8);
  pkcs8.fill(0);
  return { reviewer, backup };
}

/** Brings a key back from its file. */
export async function restore(account, text, passphrase) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Refused("backup");
  }
  const known = file && file.format === FORMAT && file.kdf === "PBKDF2-SHA-256" && file.cipher === "AES-256-GCM";
  // Fewer rounds than we ever wrote were not written by us; far too many would only hold the browser up.
  const rounds = known && Number.isInteger(file.iterations) && file.iterations >= ITERATIONS && file.iterations <= 2e7;
  if (!rounds) throw new Refused("backup");
  const salt = decodeExact(file.salt, 16, "backup");
  const sealed = decode(file.sealed, "backup");
  const aad = utf8(`${FORMAT} ${file.thumbprint} ${file.iterations}`);
  const wrap = await wrapper(passphrase, salt, file.iterations);
  let pkcs8;
  try {
    const how = { name: "AES-GCM", iv: sealed.subarray(0, 12), additionalData: aad };
    pkcs8 = new Uint8Array(await crypto.subtle.decrypt(how, wrap, sealed.subarray(12)));
  } catch {
    throw new Refused("passphrase");
  }
  const reviewer = await keep(account, pkcs8);
  pkcs8.fill(0);
  return reviewer;
}
