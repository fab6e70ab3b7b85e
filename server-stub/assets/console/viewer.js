// One picture: decoded from bytes and drawn on a canvas, so that it never has an address of its own. Zoom and rotation
// by buttons, and by keys while the focus is in the picture.

import { Refused } from "./bytes.js";

const ZOOMS = [1, 1.5, 2, 3, 4, 6];

/** Decodes a JPEG; as nothing else than a JPEG. */
export async function decodePicture(jpeg) {
  try {
    return await createImageBitmap(new Blob([jpeg], { type: "image/jpeg" }));
  } catch {
    throw new Refused("picture");
  }
}

/** Shows a picture in its figure. */
export function showPicture(figure, bitmap) {
  const canvas = figure.querySelector("canvas");
  const view = figure.querySelector("[data-view]");
  let turns = 0;
  let zoom = 0;
  const draw = () => {
    const sideways = turns % 2 === 1;
    canvas.width = sideways ? bitmap.height : bitmap.width;
    canvas.height = sideways ? bitmap.width : bitmap.height;
    const pen = canvas.getContext("2d");
    pen.translate(canvas.width / 2, canvas.height / 2);
    pen.rotate((turns * Math.PI) / 2);
    pen.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
    // The whole picture first: person and document are looked at together.
    const whole = `min(100%, ${canvas.width / canvas.height} * var(--view-height))`;
    canvas.style.width = `calc(${ZOOMS[zoom]} * ${whole})`;
    figure.dataset.zoom = String(ZOOMS[zoom]);
    figure.dataset.turned = String(turns * 90);
  };
  const zoomBy = (steps) => {
    zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + steps));
    draw();
  };
  const turn = () => {
    turns = (turns + 1) % 4;
    draw();
  };
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    if (button.localName === "button") button.addEventListener("click", () => zoomBy(Number(button.dataset.zoom)));
  }
  figure.querySelector("[data-turn]").addEventListener("click", turn);
  // Browsers leave a tall thing half out of sight when the focus comes to it.
  view.addEventListener("focus", () => view.scrollIntoView({ block: "nearest" }));
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoomBy(1);
    else if (event.key === "-") zoomBy(-1);
    else if (event.key === "r" || event.key === "R") turn();
    else return;
    event.preventDefault();
  });
  draw();
  figure.hidden = false;
}
