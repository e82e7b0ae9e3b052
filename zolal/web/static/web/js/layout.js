// Texts typed in the wrong keyboard layout: "hgd" for «علی», «حثخحمث» for "people".
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,";
const PERSIAN = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو";

const mapping = (from, to) => new Map([...from].map((letter, index) => [letter, [...to][index]]));
const toPersian = mapping(LATIN, PERSIAN);
const toLatin = mapping(PERSIAN, LATIN);

const through = (text, map) => [...text.toLowerCase()].map((letter) => map.get(letter) ?? letter).join("");

export const fold = (text) =>
  text.toLowerCase().replace(/[ي]/g, "ی").replace(/[ك]/g, "ک").replace(/[\u200c\s]+/g, " ").trim();

export const spellings = (text) => [...new Set([text, through(text, toPersian), through(text, toLatin)].map(fold))];

// The Latin letter of a key, whatever the layout: shortcuts work on a Persian keyboard.
export const letter = (event) => {
  if ("?؟".includes(event.key) || (event.code === "Slash" && event.shiftKey)) return "?";
  if (event.code === "Slash") return "/";
  return /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key;
};
