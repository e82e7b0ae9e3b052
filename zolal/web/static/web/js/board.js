// The board of deals: a card dragged onto a stage or an end; M on a card opens the same as a list.
import { letter } from "./layout.js";
import { typing } from "./page.js";

let carried = null;

const over = (target) => document.querySelectorAll("[data-stage-over]").forEach((one) => one !== target && one.removeAttribute("data-stage-over"));
const target = (event) => event.target.closest?.("[data-stage], [data-close-as]");

function drop(card, place) {
  const values = { version: card.dataset.version, from: "board" };
  if (place.dataset.closeAs) {
    const verb = place.dataset.closeAs === "lost" ? "GET" : "POST";
    return htmx.ajax(verb, card.dataset.ending, { target: "#dialog", swap: "innerHTML", values: { ...values, do: place.dataset.closeAs } });
  }
  if (place.contains(card)) return undefined;
  return htmx.ajax("POST", card.dataset.move, { target: "#dialog", swap: "innerHTML", values: { ...values, stage: place.dataset.stage } });
}

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card][draggable]");
  if (!card) return;
  carried = card;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.querySelector("[data-main]")?.textContent ?? "");
  setTimeout(() => carried && document.querySelector("[data-board]")?.toggleAttribute("data-carrying", true));
});
document.addEventListener("dragend", () => {
  carried = null;
  document.querySelector("[data-board]")?.removeAttribute("data-carrying");
  over(null);
});
document.addEventListener("dragover", (event) => {
  const place = carried && target(event);
  if (!place) return;
  event.preventDefault();
  over(place);
  place.toggleAttribute("data-stage-over", true);
});
document.addEventListener("drop", (event) => {
  const place = carried && target(event);
  if (!place) return;
  event.preventDefault();
  drop(carried, place);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || letter(event) !== "m") return;
  const card = document.activeElement?.closest("[data-card]");
  if (!card) return;
  event.preventDefault();
  card.querySelector("[data-open-move]").click();
});
