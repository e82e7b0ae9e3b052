// A queue by keyboard: letters press the buttons of the row that has the focus, and it goes on by itself.
import { letter } from "./layout.js";
import { typing } from "./page.js";

const queue = () => document.querySelector("[data-queue]");
const rows = () => [...queue().querySelectorAll("[data-row]")];
const FEW = 5; // rows left, before more are asked for
let place = 0;

function current() {
  const row = document.activeElement?.closest("[data-queue] [data-row]");
  if (row) place = rows().indexOf(row);
  return row;
}

// The row that now stands where the last one stood; nothing is taken from somebody who is elsewhere meanwhile.
function goOn() {
  const all = rows();
  if (all.length <= FEW) queue().querySelector(".onwards a")?.click();
  if (!all.length && !queue().querySelector(".onwards")) return location.reload();
  if (document.querySelector("dialog[open]") || (document.activeElement !== document.body && document.activeElement)) return;
  all[Math.min(place, all.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches?.("[data-queue] .typed input")) {
    event.preventDefault();
    return event.target.closest(".typed").querySelector("button").click();
  }
  if (event.key === "Escape" && event.target.closest?.("[data-queue] .typed")) {
    event.target.closest(".typed").open = false;
    return event.target.closest("[data-row]").focus();
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog:modal")) return;
  const button = current()?.querySelector(`[data-row-key="${CSS.escape(letter(event))}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
document.addEventListener("click", (event) => {
  current();
  if (event.target.closest("[data-row]")) place = Math.max(0, rows().indexOf(event.target.closest("[data-row]")));
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("[data-queue] .typed") && event.target.open) event.target.querySelector("input").select();
}, true);
document.addEventListener("htmx:afterSettle", (event) => {
  if (!queue()) return;
  const refused = document.querySelector("[data-refused] .typed[open] input");
  if (refused) refused.focus();
  else if (!event.target.matches?.("dialog")) setTimeout(goOn);
});
// A row that leaves settles nothing: nobody is told but by the request.
document.addEventListener("htmx:afterRequest", (event) => {
  if (queue() && event.detail.successful && event.detail.target?.isConnected === false) setTimeout(goOn);
});
document.getElementById("dialog")?.addEventListener("close", () => setTimeout(goOn));
document.addEventListener("change", (event) => event.target.closest("[data-submit-on-change]")?.requestSubmit());

if (queue() && !location.hash) rows()[0]?.focus({ preventScroll: true });
