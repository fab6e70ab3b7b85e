// Opens a dossier: envelope, manifest, then blob after blob. Everything or nothing: whoever changed one picture gets
// none of them shown.

import { Refused, decode, decodeExact, encode, lengthPrefixed, sha256 } from "./bytes.js";
import { openBlob } from "./blob.js";
import { open } from "./hpke.js";
import { thumbprint } from "./jws.js";
import { openManifest } from "./manifest.js";

const INFO = "kcheck-v1";

/** The session's data key, out of the envelope that is for this reviewer. */
async function dataKey({ check, session_key, envelope }, reviewer) {
  if (!envelope || envelope.reviewer !== reviewer.thumbprint) throw new Refused("wrong_key");
  const enc = decodeExact(envelope.enc, 65, "envelope");
  const sealed = decode(envelope.sealed, "envelope");
  const info = lengthPrefixed(INFO, check, await thumbprint(session_key), reviewer.thumbprint);
  let key;
  try {
    key = await open({ enc, sealed, info, privateKey: reviewer.privateKey, publicPoint: reviewer.point });
  } catch {
    throw new Refused("envelope");
  }
  if (key.length !== 32) throw new Refused("envelope");
  return key;
}

/** A JPEG begins so (ISO/IEC 10918-1 Annex B): nothing else is handed to the browser's decoder. */
const isJpeg = (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

function readFacts(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refused("facts");
  }
}

/**
 * Everything that a phone sent, checked. `sent` holds `check`, `origin`, `description`, `manifest`, `session_key` and
 * `envelope`; `read(kind, attempt)` gives the bytes of a blob; `reviewer` holds `privateKey`, `point`, `thumbprint`.
 */
export async function openDossier(sent, reviewer, read) {
  const manifest = await openManifest(sent);
  const key = await dataKey(sent, reviewer);
  const pictures = [];
  let facts = {};
  for (const entry of manifest.blobs) {
    const sealed = await read(entry.kind, entry.attempt);
    if (sealed.length !== entry.bytes || encode(await sha256(sealed)) !== entry.sha256) throw new Refused("digest");
    const plain = await openBlob(key, { check: sent.check, kind: entry.kind, attempt: entry.attempt }, sealed);
    if (entry.kind === "facts") {
      facts = readFacts(plain);
    } else {
      if (!isJpeg(plain)) throw new Refused("picture");
      pictures.push({ entry, jpeg: plain });
    }
  }
  return { manifest, pictures, facts };
}
