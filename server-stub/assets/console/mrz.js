// The machine-readable zone of a document (ICAO Doc 9303, parts 4 to 6) as fields, each with whether its check digit is
// right. The phone sends lines; nothing here believes them: the reviewer compares them with the picture.

const WEIGHTS = [7, 3, 1];

const value = (letter) => {
  if (letter === "<") return 0;
  const code = letter.charCodeAt(0);
  return code < 58 ? code - 48 : code - 55;
};

/** The check digit over a text, part 3 §4.9. */
export const checkDigit = (text) =>
  String(Array.from(text).reduce((sum, letter, index) => sum + value(letter) * WEIGHTS[index % 3], 0) % 10);

const words = (text) => text.replaceAll("<", " ").replace(/ +/g, " ").trim();
const date = (text) => (/^\d{6}$/.test(text) ? `${text.slice(4)}.${text.slice(2, 4)}.${text.slice(0, 2)}` : words(text));

function names(text) {
  const [surname, ...given] = text.split("<<");
  return { surname: words(surname), given: words(given.join("<")) };
}

const field = (name, text, digit) =>
  digit === undefined ? { name, value: text } : { name, value: text, right: checkDigit(digit[0]) === digit[1] };

/** Two lines of 44 or 36 letters: passports and larger cards. */
function twoLines([first, second]) {
  const { surname, given } = names(first.slice(5));
  return [
    field("surname", surname),
    field("given", given),
    field("number", words(second.slice(0, 9)), [second.slice(0, 9), second[9]]),
    field("nationality", words(second.slice(10, 13))),
    field("born", date(second.slice(13, 19)), [second.slice(13, 19), second[19]]),
    field("sex", words(second[20]) || "–"),
    field("expires", date(second.slice(21, 27)), [second.slice(21, 27), second[27]]),
    field("issuer", words(first.slice(2, 5))),
  ];
}

/** Three lines of 30 letters: identity cards. */
function threeLines([first, second, third]) {
  const { surname, given } = names(third);
  return [
    field("surname", surname),
    field("given", given),
    field("number", words(first.slice(5, 14)), [first.slice(5, 14), first[14]]),
    field("nationality", words(second.slice(15, 18))),
    field("born", date(second.slice(0, 6)), [second.slice(0, 6), second[6]]),
    field("sex", words(second[7]) || "–"),
    field("expires", date(second.slice(8, 14)), [second.slice(8, 14), second[14]]),
    field("issuer", words(first.slice(2, 5))),
  ];
}

/** Fields of the lines, or nothing if they are no such zone. */
export function readMrz(lines) {
  const letters = Array.isArray(lines) && lines.every((line) => typeof line === "string" && /^[A-Z0-9<]+$/.test(line));
  if (!letters) return [];
  const widths = lines.map((line) => line.length).join();
  if (widths === "44,44" || widths === "36,36") return twoLines(lines);
  return widths === "30,30,30" ? threeLines(lines) : [];
}
