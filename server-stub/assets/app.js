// What the pages do beyond plain HTML. Everything works without it, except copying; nothing here decides anything:
// the server announces, the form asks, the server answers.
"use strict";

const each = (selector, run) => document.querySelectorAll(selector).forEach(run);

// Things only a script can do are hidden until there is one.
each("[data-needs-script]", (element) => { element.hidden = false; });
each("[data-without-script]", (element) => { element.hidden = true; });

// Half-typed digits survive a reload and a visit to the app on the same phone; they go once they are sent.
each("input[data-keep]", (input) => {
  const place = "kept:" + location.pathname + ":" + input.name;
  const kept = sessionStorage.getItem(place);
  if (kept && !input.value) {
    input.value = kept;
    const fold = input.closest("details");
    if (fold) fold.open = true;
  }
  input.addEventListener("input", () => sessionStorage.setItem(place, input.value));
  if (input.form) input.form.addEventListener("submit", () => sessionStorage.removeItem(place));
});

// A form goes once, however often it is tapped. While one is under way nothing else may lead away: its answer may
// carry the session's new cookie.
let leaving = false;
document.addEventListener("submit", (event) => {
  if (leaving) event.preventDefault();
  leaving = true;
  // An answer that led to an app leaves the page standing: then the form may be sent again.
  setTimeout(() => { leaving = false; }, 10000);
});
addEventListener("pageshow", (event) => {
  leaving = false;
  if (event.persisted) location.reload();
});

// The waiting pages: an event says that something ended; the page then asks for what is true now.
each("[data-events]", (element) => {
  const source = new EventSource(element.dataset.events);
  source.addEventListener("state", (event) => {
    const state = event.data;
    if (leaving) return;
    const finish = document.getElementById("finish");
    // Also where the page was drawn after the yes: a phone's browser may have slept through it.
    const done = state === "approved" && finish;
    if (!done && state === element.dataset.state) return;
    source.close();
    if (done) finish.requestSubmit();
    else location.reload();
  });
  addEventListener("pagehide", () => source.close());
});

// Countdowns are drawn from remaining time, never from the clock on the wall.
each("[data-ends-in]", (element) => {
  const end = performance.now() + Number(element.dataset.endsIn);
  const draw = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    element.textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
    if (left > 0) setTimeout(draw, 250);
    else if (element.dataset.reload !== undefined) setTimeout(() => { if (!leaving) location.reload(); }, 1500);
  };
  draw();
});

// The secret of a link stands behind the #, where no log sees it: it goes into the form, and out of the address line.
each("input[data-from-fragment]", (input) => {
  input.value = new URLSearchParams(location.hash.slice(1)).get(input.dataset.fromFragment) || "";
  history.replaceState(null, "", location.pathname);
});

each("[data-copy]", (button) => {
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    const text = source.value !== undefined
      ? source.value
      : Array.from(source.querySelectorAll("code"), (code) => code.textContent).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      const said = button.parentElement.querySelector("[role=status]") || document.getElementById("said");
      if (said) said.textContent = button.dataset.done;
    } catch {
      if (source.select) source.select();
    }
  });
});

each("[data-print]", (button) => button.addEventListener("click", () => print()));
each("[data-submit-on-change]", (select) => select.addEventListener("change", () => select.form.requestSubmit()));
