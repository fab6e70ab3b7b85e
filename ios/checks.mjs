// What can be measured on a drawn page; runs in the page itself and gives a line for everything that is wrong. The limits are
// those of the design: nothing cut off, contrast 4.5:1 (WCAG 2.2, 1.4.3; large type 3:1), targets of 44 points.
export function measure(width) {
  const wrong = [];
  const shown = (element) => element.checkVisibility({ opacityProperty: true }) && element.getBoundingClientRect().width > 0;
  const under = document.querySelector(".sheet") ?? document.body;
  const said = (element) => `“${(element.ariaLabel ?? element.innerText).trim().slice(0, 40)}”`;

  if (document.documentElement.scrollWidth > width) wrong.push(`is ${document.documentElement.scrollWidth} wide`);

  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) => [red, green, blue].map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const over = ([red, green, blue, alpha = 1], below) => alpha === 1 ? [red, green, blue]
    : [red, green, blue].map((value, place) => value * alpha + below[place] * (1 - alpha));
  function ground(element) {
    if (!element) return [255, 255, 255];
    const own = colour(getComputedStyle(element).backgroundColor);
    return own[3] === undefined ? own : over(own, ground(element.parentElement));
  }
  for (const element of under.querySelectorAll("*")) {
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!text || !shown(element)) continue;
    const box = element.getBoundingClientRect();
    if (box.left < -0.5 || box.right > width + 0.5 || element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
      wrong.push(`${said(element)} is cut off`);
    }
    if (element.closest("[disabled]")) continue;
    const style = getComputedStyle(element);
    const below = ground(element);
    const [darker, lighter] = [luminance(over(colour(style.color), below)), luminance(below)].sort((a, b) => a - b);
    const contrast = (lighter + 0.05) / (darker + 0.05);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700 ? 3 : 4.5;
    if (contrast < needed) wrong.push(`${said(element)} has a contrast of ${contrast.toFixed(2)}`);
  }

  for (const icon of under.querySelectorAll(".icon")) {
    if (getComputedStyle(icon).maskImage === "none") wrong.push(`the symbol ${icon.dataset.name} is not drawn`);
  }

  for (const button of under.querySelectorAll("button")) {
    if (!shown(button)) continue;
    const box = (button.closest(".row") ?? button).getBoundingClientRect();
    if (box.width < 43.5 || box.height < 43.5) wrong.push(`${said(button)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }
  return wrong;
}
