// What the phone signed that it sent: complete for its document, each kind once, about this session and this
// description. The rules are those of `core/protocol/src/checks/manifest.rs`.

import { Refused, decodeExact, encode, sha256, utf8 } from "./bytes.js";
import { claims, thumbprint, verify } from "./jws.js";

const PICTURES = { identity_card: ["front", "back", "selfie"], passport: ["photo_page", "selfie"] };
const MEMBERS = ["v", "aud", "check", "description_sha256", "document", "blobs", "previous"];
const ENTRY = ["kind", "attempt", "sha256", "bytes", "verdicts", "sent_anyway"];
const MOST_BYTES = 4 << 20;
const MOST_ATTEMPTS = 5;

const whole = (value, least, most) => Number.isInteger(value) && value >= least && value <= most;
const only = (value, names) =>
  value !== null && typeof value === "object" && Object.keys(value).every((name) => names.includes(name));

function isSound(entry) {
  const names = Array.isArray(entry.verdicts) && entry.verdicts.length <= 16 &&
    entry.verdicts.every((name) => typeof name === "string" && /^[a-z_]{1,32}$/.test(name));
  decodeExact(entry.sha256, 32, "manifest");
  return only(entry, ENTRY) && names && typeof entry.sent_anyway === "boolean" &&
    whole(entry.attempt, 1, MOST_ATTEMPTS) && whole(entry.bytes, 1, MOST_BYTES);
}

/** The manifest of this session, or why it is none. `sent` is what the server says that the phone sent. */
export async function openManifest({ origin, check, description, manifest, session_key }) {
  const said = await verify(manifest, "kcheck-manifest+jwt", session_key, "signature");
  if (!only(said, MEMBERS) || !Array.isArray(said.blobs)) throw new Refused("manifest");
  const about = claims(description, "manifest");
  const key = await thumbprint(session_key);
  const hash = encode(await sha256(utf8(description)));
  const addressed = said.v === 1 && said.aud === origin && said.check === check && said.description_sha256 === hash &&
    about.iss === origin && about.jti === check && about.key === key;
  const wanted = Object.hasOwn(PICTURES, said.document) ? [...PICTURES[said.document], "facts"].sort() : [];
  const kinds = said.blobs.map((entry) => entry && entry.kind).sort();
  const complete = wanted.length > 0 && kinds.length === wanted.length &&
    kinds.every((kind, index) => kind === wanted[index]);
  if (!addressed || !complete || !said.blobs.every(isSound)) throw new Refused("manifest");
  return said;
}
