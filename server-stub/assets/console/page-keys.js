// The page of the reviewers' keys: makes this browser's key, saves its backup, brings it back, and hands its public
// half to the form that puts it on the list.

import { Refused } from "./bytes.js";
import { create, load, restore } from "./key.js";

const main = document.getElementById("main");
const account = main.dataset.account;
const byId = (id) => document.getElementById(id);

function say(text, tone) {
  const line = byId("said");
  line.textContent = text;
  line.className = `note ${tone}`;
  line.hidden = false;
}

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Shows what can be done with this browser's key, if there is one. */
function show(reviewer) {
  for (const form of document.querySelectorAll("[data-own]")) form.hidden = Boolean(reviewer);
  main.dataset.state = reviewer ? "key" : "none";
  if (!reviewer) return;
  const listed = document.querySelector(`li[data-thumbprint="${reviewer.thumbprint}"]`);
  if (listed) listed.querySelector("[data-here]").hidden = false;
  byId("add").hidden = Boolean(listed);
  byId("add").elements.x.value = reviewer.jwk.x;
  byId("add").elements.y.value = reviewer.jwk.y;
}

function onSubmit(id, act) {
  const form = byId(id);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const button = form.querySelector("button");
    button.disabled = true;
    byId("said").hidden = true;
    try {
      show(await act(form));
    } catch (error) {
      const reason = error instanceof Refused ? error.reason : "other";
      say(main.getAttribute(`data-refused-${reason.replaceAll("_", "-")}`) || reason, "bad");
    }
    button.disabled = false;
  });
}

onSubmit("make", async (form) => {
  const { reviewer, backup } = await create(account, form.elements.passphrase.value);
  save(`kauth-reviewer-${reviewer.thumbprint.slice(0, 8)}.json`, backup);
  return reviewer;
});

onSubmit("restore", async (form) => {
  const file = byId("file").files[0];
  if (!file || file.size > 65536) throw new Refused("backup");
  const reviewer = await restore(account, await file.text(), form.elements.old_passphrase.value);
  say(main.getAttribute("data-said-restored"), "good");
  return reviewer;
});

try {
  show(await load(account));
} catch {
  say(main.getAttribute("data-refused-other"), "bad");
}
