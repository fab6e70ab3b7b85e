// Bytes and their spellings. Everything strict: what is written in two ways is read in one.

/** Why something is not shown. `reason` is a stable name; the page has the words for it. */
export class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

export const utf8 = (text) => new TextEncoder().encode(text);

export function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A number as two bytes, most significant first. */
export const two = (number) => Uint8Array.of(number >> 8, number & 255);

/** Each part with its length before it: no two lists of parts look the same. */
export const lengthPrefixed = (...parts) =>
  concat(...parts.flatMap((part) => {
    const bytes = utf8(part);
    return [two(bytes.length), bytes];
  }));

/** base64url without padding (RFC 7515 §2). */
export function encode(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads base64url; padding, white space, the other alphabet and spare last bits are refused. */
export function decode(text, reason) {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new Refused(reason);
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  if (encode(bytes) !== text) throw new Refused(reason);
  return bytes;
}

/** As `decode`, of exactly so many bytes. */
export function decodeExact(text, length, reason) {
  const bytes = decode(text, reason);
  if (bytes.length !== length) throw new Refused(reason);
  return bytes;
}

export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** Whether two strings or byte strings are the same. Nothing compared here is secret. */
export const same = (one, other) =>
  one.length === other.length && Array.from(one).every((value, index) => value === other[index]);
