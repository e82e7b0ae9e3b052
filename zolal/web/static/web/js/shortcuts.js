// Keys that work everywhere, in either keyboard layout, but not while somebody types.
import { openCommand } from "./command.js";
import { log } from "./composer.js";
import { create } from "./entry.js";
import { letter } from "./layout.js";
import { typing } from "./page.js";
import { undoLast } from "./toast.js";

let going = 0;

const deeds = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.getElementById("shortcuts")?.showModal(),
  c: () => create("person"),
  l: () => document.body.hasAttribute("data-logs") && log("call"),
  z: () => undoLast(),
  g: () => (going = Date.now()),
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
    event.preventDefault();
    return openCommand();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog:modal")) return;
  const key = letter(event);
  if (Date.now() - going < 1500) {
    going = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (place) {
      event.preventDefault();
      return place.click();
    }
  }
  if (document.querySelector(`[data-key="${CSS.escape(key)}"]`)) return;
  if (deeds[key]) {
    event.preventDefault();
    deeds[key]();
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-shortcuts]")) deeds["?"]();
  if (event.target.closest("[data-focus-search]")) deeds["/"]();
});
