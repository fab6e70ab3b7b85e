// Photographs pages by one Chromium over its debugging pipe: no package needed. `node pictures.mjs FOLDER` reads
// FOLDER/pages/*.html and writes FOLDER/NAME.png, then one contact sheet a screen: FOLDER/sheet-SCREEN.png. Measures each
// page (checks.mjs), names what is wrong, and ends with 1 if anything is.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { measure } from "./checks.mjs";

const folder = resolve(process.argv[2]);
const pages = join(folder, "pages");
const profile = mkdtempSync(join(tmpdir(), "pictures-"));
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars",
  "--allow-file-access-from-files", "--force-color-profile=srgb", `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"];
const browser = spawn("chromium", flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const waiting = new Map();
const events = new Map();
let last = 0;
let rest = "";
browser.stdio[4].on("data", (data) => {
  const parts = (rest + data).split("\0");
  rest = parts.pop();
  for (const part of parts) {
    const message = JSON.parse(part);
    if (message.id) waiting.get(message.id)?.(message);
    else events.get(message.method)?.(message.params);
  }
});

function send(method, params = {}, sessionId = undefined) {
  const id = ++last;
  browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
  return new Promise((done, fail) => waiting.set(id, (message) => {
    waiting.delete(id);
    message.error ? fail(new Error(`${method}: ${message.error.message}`)) : done(message.result);
  }));
}

const { targetId } = await send("Target.createTarget", { url: "about:blank" });
const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
await send("Page.enable", {}, sessionId);

async function open(page, width) {
  await send("Emulation.setDeviceMetricsOverride", { width, height: 852, deviceScaleFactor: 1, mobile: false }, sessionId);
  const loaded = new Promise((done) => events.set("Page.loadEventFired", done));
  await send("Page.navigate", { url: pathToFileURL(page).href }, sessionId);
  await loaded;
}

async function run(expression) {
  const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }, sessionId);
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

async function photograph(picture, width) {
  await run("document.fonts.ready");
  const { cssContentSize: size } = await send("Page.getLayoutMetrics", {}, sessionId);
  const clip = { x: 0, y: 0, width, height: Math.ceil(size.height), scale: 1 };
  const shot = await send("Page.captureScreenshot", { clip, captureBeyondViewport: true, optimizeForSpeed: true }, sessionId);
  writeFileSync(picture, Buffer.from(shot.data, "base64"));
}

const names = readdirSync(pages).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5)).sort();
const wrong = [];
// One page stays and its body is exchanged: styles and fonts are read once.
await open(join(pages, `${names[0]}.html`), 393);
for (const name of names) {
  const [, language, kinds, body] = /lang="([^"]*)".*?<body class="([^"]*)">(.*)$/s.exec(readFileSync(join(pages, `${name}.html`), "utf8"));
  await run(`document.documentElement.lang = ${JSON.stringify(language)}; document.body.className = ${JSON.stringify(kinds)};
    document.body.innerHTML = ${JSON.stringify(body)}; document.fonts.ready.then(() => {});`);
  wrong.push(...(await run(`(${measure})(393)`)).map((words) => `${name}: ${words}`));
  await photograph(join(folder, `${name}.png`), 393);
}

const looks = ["light", "dark", "large", "german", "french", "italian", "spanish", "pseudo"];
const width = looks.length * 312 + 32;
const items = [...new Set(names.map((name) => name.split("--").slice(0, -1).join("--")))];
const screens = new Map();
for (const item of items) {
  const screen = item.split("--")[0];
  screens.set(screen, [...(screens.get(screen) ?? []), item]);
}
for (const [screen, states] of screens) {
  const row = (item) => `<h2>${item}</h2><div>${looks.map((look) =>
    `<figure><img src="../${item}--${look}.png"><figcaption>${look}</figcaption></figure>`).join("")}</div>`;
  const page = join(pages, `sheet-${screen}.html`);
  writeFileSync(page, `<!doctype html><meta charset=utf-8><style>body{margin:16px;background:#8a9498;font:14px Inter,sans-serif}
    div{display:flex;gap:12px;align-items:flex-start}figure{margin:0}img{width:300px;display:block;border-radius:14px}
    h2{margin:16px 0 6px;font-size:16px}</style>${states.map(row).join("")}`);
  await open(page, width);
  await photograph(join(folder, `sheet-${screen}.png`), width);
}
for (const line of wrong) console.error(line);
if (wrong.length > 0 || names.length < 100) process.exitCode = 1;
console.log(`${names.length} pictures, ${screens.size} sheets in ${folder}`);
await send("Browser.close").catch(() => {});
browser.once("exit", () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));
