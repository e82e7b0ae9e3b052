// The board of deals: a card dragged onto a stage or an end; M on a card opens the same as a list. A dropped card lies
// where it was dropped until the server has answered: that brings both columns anew, or the card goes back.
import { letter } from "./layout.js";
import { typing } from "./page.js";

let carried = null;

const over = (target) => document.querySelectorAll("[data-stage-over]").forEach((one) => one !== target && one.removeAttribute("data-stage-over"));
const target = (event) => event.target.closest?.("[data-stage], [data-close-as]");

function lay(card, place) {
  const [list, next] = [card.parentElement, card.nextElementSibling];
  card.toggleAttribute("data-pending", true);
  place.querySelector(".deal-cards")?.prepend(card);
  return () => {
    if (!card.isConnected) return;
    list.insertBefore(card, next?.parentElement === list ? next : null);
    card.removeAttribute("data-pending");
  };
}

function drop(card, place) {
  if (card.hasAttribute("data-pending")) return;
  const values = { version: card.dataset.version, from: "board" };
  if (place.dataset.closeAs) {
    const verb = place.dataset.closeAs === "lost" ? "GET" : "POST";
    htmx.ajax(verb, card.dataset.ending, { target: "#dialog", swap: "innerHTML", values: { ...values, do: place.dataset.closeAs } });
  } else if (!place.contains(card)) {
    const back = lay(card, place);
    htmx.ajax("POST", card.dataset.move, { target: "#dialog", swap: "innerHTML", values: { ...values, stage: place.dataset.stage } }).then(back, back);
  }
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
document.addEventListener("zolal:moved", (event) => {
  // After the columns have come: whoever moved it by the keyboard goes on from there.
  const { card } = event.detail;
  setTimeout(() => document.querySelector(`[data-card][data-move="${card}"] [data-row]`)?.focus({ preventScroll: false }), 60);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || letter(event) !== "m") return;
  const card = document.activeElement?.closest("[data-card]");
  if (!card) return;
  event.preventDefault();
  card.querySelector("[data-open-move]").click();
});
