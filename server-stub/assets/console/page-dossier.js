// The page of one dossier: asks for what was sent, opens it here, shows it, and only then lets it be accepted. Every
// word on it comes from the page itself.

import { Refused, encode, sha256, utf8 } from "./bytes.js";
import { openDossier } from "./dossier.js";
import { load } from "./key.js";
import { readMrz } from "./mrz.js";
import { decodePicture, showPicture } from "./viewer.js";

const main = document.getElementById("main");
const base = location.pathname;
/** `refused`, `wrong_key` → what the page says about it. */
const word = (group, name) => main.getAttribute(`data-${group}-${name.replaceAll("_", "-")}`);
const byId = (id) => document.getElementById(id);

async function get(path) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", credentials: "same-origin", redirect: "error" });
  } catch {
    throw new Refused("network");
  }
  if (!response.ok) throw new Refused("network");
  return response;
}

function add(list, label, value, wrong) {
  const [term, text] = [document.createElement("dt"), document.createElement("dd")];
  term.textContent = label;
  text.textContent = value;
  if (wrong) {
    const badge = document.createElement("span");
    badge.className = "badge bad";
    badge.textContent = wrong;
    text.append(" ", badge);
  }
  list.append(term, text);
}

function showFacts({ mrz, location }) {
  const lines = Array.isArray(mrz) ? mrz.filter((line) => typeof line === "string") : [];
  for (const { name, value, right } of readMrz(lines)) {
    add(byId("mrz"), word("mrz", name), value || "–", right === false ? word("mrz", "wrong") : "");
  }
  byId("mrz-lines").textContent = lines.length ? lines.join("\n") : word("mrz", "none");
  const numbers = location && [location.latitude, location.longitude, location.accuracy_m].every(Number.isFinite);
  byId("place").textContent = numbers
    ? `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)} (± ${Math.round(location.accuracy_m)} m)`
    : word("place", "none");
  byId("facts").hidden = false;
}

function showVerdicts(figure, { verdicts, sent_anyway }) {
  const line = figure.querySelector("[data-verdicts]");
  line.textContent = verdicts.length ? verdicts.map((name) => word("saw", name) || name).join(", ") : word("saw", "fine");
  if (!sent_anyway) return;
  const badge = document.createElement("span");
  badge.className = "badge warn";
  badge.textContent = word("saw", "anyway");
  line.append(" ", badge);
}

async function run() {
  const reviewer = await load(main.dataset.account);
  if (!reviewer) throw new Refused("no_key");
  const sent = JSON.parse(main.dataset.sent);
  sent.envelope = sent.envelopes.find((envelope) => envelope.reviewer === reviewer.thumbprint);
  // What is opened is what the address line says, whatever was handed out.
  const [, , , check] = location.pathname.split("/");
  Object.assign(sent, { check, origin: location.origin });
  const read = async (kind, attempt) =>
    new Uint8Array(await (await get(`${base}/blobs/${kind}/${attempt}`)).arrayBuffer());
  const { pictures, facts } = await openDossier(sent, reviewer, read);
  const decoded = await Promise.all(pictures.map(({ jpeg }) => decodePicture(jpeg)));
  pictures.forEach(({ entry }, index) => {
    const figure = document.querySelector(`figure[data-kind="${entry.kind}"]`);
    showVerdicts(figure, entry);
    showPicture(figure, decoded[index]);
  });
  showFacts(facts);
  // The decision is about what was looked at.
  document.querySelector("input[name=manifest]").value = encode(await sha256(utf8(sent.manifest)));
}

function say(text, tone, state) {
  const line = byId("opening");
  line.textContent = text;
  line.classList.add(tone);
  main.dataset.state = state;
}

try {
  await run();
  byId("pictures").hidden = false;
  for (const input of document.querySelectorAll("[data-needs-dossier]")) input.disabled = false;
  for (const line of document.querySelectorAll("[data-until-dossier]")) line.hidden = true;
  say(word("said", "opened"), "good", "open");
} catch (error) {
  const reason = error instanceof Refused ? error.reason : "network";
  say(word("refused", reason) || reason, "bad", reason);
  byId("key-page").hidden = reason !== "no_key" && reason !== "wrong_key";
}
