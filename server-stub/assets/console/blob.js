// One encrypted blob: 16 bytes of salt, then frames of at most 64 KiB, each with its tag. A frame's nonce is its number
// and whether it is the last, the blob's key comes from where it belongs: nothing can be swapped, repeated or cut off.

import { Refused, concat, lengthPrefixed } from "./bytes.js";

const SALT = 16;
const FRAME = 65536;
const TAG = 16;

async function keyOf(dataKey, salt, check, kind, attempt) {
  const material = await crypto.subtle.importKey("raw", dataKey, "HKDF", false, ["deriveKey"]);
  const info = lengthPrefixed("kcheck-file-v1", check, kind, String(attempt));
  const how = { name: "HKDF", hash: "SHA-256", salt, info };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
}

function nonceOf(number, last) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, number);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** What is in a blob; all of it or nothing. */
export async function openBlob(dataKey, { check, kind, attempt }, sealed) {
  if (sealed.length < SALT + TAG) throw new Refused("frames");
  const key = await keyOf(dataKey, sealed.subarray(0, SALT), check, kind, attempt);
  const plain = [];
  for (let at = SALT, number = 0; at < sealed.length; number += 1) {
    const frame = sealed.subarray(at, at + FRAME + TAG);
    at += frame.length;
    const iv = nonceOf(number, at >= sealed.length);
    try {
      plain.push(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, frame)));
    } catch {
      throw new Refused("frames");
    }
    if (number > 0 && plain[number].length === 0) throw new Refused("frames");
  }
  return concat(...plain);
}
