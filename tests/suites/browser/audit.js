// What any page must hold, seen by the browser that laid it out. Returns one sentence for each thing that does not.
// Arguments: the width it must fit into (CSS pixels), its language, whether a thumb must hit what can be tapped.
const [width, language, thumb] = arguments;
const found = [];
const all = (selector) => Array.from(document.querySelectorAll(selector));
const named = (element) => {
  const id = element.id ? "#" + element.id : "";
  const name = element.getAttribute("name") ? `[name=${element.getAttribute("name")}]` : "";
  const words = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
  return `${element.localName}${id}${name}${element.className && element.className.baseVal === undefined ? "." + element.className : ""} “${words}”`;
};

// Whatever is folded up is looked at as well.
const folded = all("details:not([open])");
for (const details of folded) details.open = true;

const shown = (element) => {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
};
const onScreen = (element) => {
  const box = element.getBoundingClientRect();
  return shown(element) && box.bottom + scrollY > 0 && box.right + scrollX > 0;
};

// Structure.
if (document.documentElement.lang !== language) found.push(`lang is ${document.documentElement.lang}, not ${language}`);
if (!document.title.trim()) found.push("no title");
if (all("h1").filter(shown).length !== 1) found.push(`${all("h1").filter(shown).length} headings of the first rank`);
if (all("main").length !== 1) found.push(`${all("main").length} main parts`);
const ids = all("[id]").map((element) => element.id);
for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) found.push(`id ${id} twice`);
for (const image of all("img")) if (!image.hasAttribute("alt")) found.push(`no alt: ${image.src}`);
for (const image of all("img")) if (!image.complete || !image.naturalWidth) found.push(`not loaded: ${image.src}`);
for (const element of all("[aria-describedby], [aria-labelledby]")) {
  for (const attribute of ["aria-describedby", "aria-labelledby"]) {
    for (const id of (element.getAttribute(attribute) || "").split(/\s+/).filter(Boolean)) {
      if (!document.getElementById(id)) found.push(`${attribute} leads nowhere: ${id}`);
    }
  }
}
let rank = 0;
for (const heading of all("h1, h2, h3, h4").filter(shown)) {
  const own = Number(heading.localName[1]);
  if (own > rank + 1) found.push(`a heading of rank ${own} after rank ${rank}: ${named(heading)}`);
  rank = own;
}

// Names.
const spoken = (element) => {
  const by = (element.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => document.getElementById(id));
  const labels = Array.from(element.labels || []);
  const images = Array.from(element.querySelectorAll("img[alt]"), (image) => image.alt);
  const own = ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName) ? "" : element.textContent;
  return [element.getAttribute("aria-label"), own, ...images, ...by.map((e) => e && e.textContent), ...labels.map((e) => e.textContent)]
    .filter(Boolean).join(" ").trim();
};
for (const element of all("a, button, summary, select, textarea, input:not([type=hidden])")) {
  if (!element.hidden && !spoken(element)) found.push(`no name or label: ${named(element)}`);
}

// Width.
const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
if (wide > width) {
  const widest = all("body *").filter(onScreen).filter((element) => element.getBoundingClientRect().right > width + 0.5);
  found.push(`scrolls sideways: ${wide} of ${width} pixels, because of ${widest.slice(0, 3).map(named).join(", ")}`);
}
for (const element of all("body *").filter(shown)) {
  if (["INPUT", "SELECT", "OPTION"].includes(element.tagName) || element.closest("svg")) continue;
  const style = getComputedStyle(element);
  if (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) {
    found.push(`cut off: ${named(element)} needs ${element.scrollWidth} of ${element.clientWidth} pixels`);
  }
}

// What can be tapped.
if (thumb) {
  const targets = "button, a.button, .top nav a, summary, select, input:not([type=hidden], [type=checkbox], [type=radio])";
  for (const element of all(targets).filter(onScreen)) {
    const box = element.getBoundingClientRect();
    if (box.height < 43.5 || box.width < 43.5) found.push(`too small for a thumb: ${named(element)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }
}

// Contrast (WCAG 2.2, 1.4.3 and 1.4.11).
const colour = (text) => {
  const numbers = text.match(/^rgba?\(([^)]+)\)$/);
  if (!numbers) { found.push(`a colour that cannot be read: ${text}`); return [0, 0, 0, 1]; }
  const [red, green, blue, alpha] = numbers[1].split(/[\s,/]+/).map(Number);
  return [red, green, blue, alpha === undefined ? 1 : alpha];
};
const over = (top, under) => {
  const [alpha, rest] = [top[3], 1 - top[3]];
  return [0, 1, 2].map((i) => top[i] * alpha + under[i] * rest).concat(1);
};
const behind = (element) => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) {
    const layer = colour(getComputedStyle(e).backgroundColor);
    if (layer[3] > 0) layers.push(layer);
    if (layer[3] === 1) break;
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return layers.reverse().reduce((under, layer) => over(layer, under), dark ? [18, 18, 18, 1] : [255, 255, 255, 1]);
};
const luminance = (rgb) => {
  const [red, green, blue] = rgb.slice(0, 3).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const seen = new Set();
const read = (element) => {
  if (seen.has(element) || element.disabled || !shown(element)) return;
  seen.add(element);
  const style = getComputedStyle(element);
  const under = behind(element);
  const ratio = contrast(over(colour(style.color), under), under);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const wanted = large ? 3 : 4.5;
  if (ratio < wanted) found.push(`contrast ${ratio.toFixed(2)} of ${wanted}: ${named(element)}`);
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (walker.currentNode.data.trim() && !["OPTION", "SCRIPT", "STYLE", "NOSCRIPT"].includes(element.tagName)) read(element);
}
for (const element of all("input:not([type=hidden], [type=checkbox], [type=radio]), select")) {
  read(element);
  if (!shown(element)) continue;
  const around = behind(element.parentElement);
  const edge = over(colour(getComputedStyle(element).borderTopColor), around);
  const ratio = contrast(edge, around);
  if (ratio < 3) found.push(`contrast of the edge ${ratio.toFixed(2)} of 3: ${named(element)}`);
}

for (const details of folded) details.open = false;
return found;
