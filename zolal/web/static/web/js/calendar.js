// The calendar: an entry is dragged, or moved by Alt and arrow keys; a click on an empty hour plans something there.
import { letter } from "./layout.js";
import { digits, post, typing, words } from "./page.js";
import { toast } from "./toast.js";

const calendar = document.querySelector("[data-calendar]");
const MINUTES = 15;
const DAY = 24 * 60;
let carried = null;
let grip = 0; // by how many lines the pointer holds the entry below its beginning

const lines = (place) => Number(place.querySelector(".last-line")?.dataset.from ?? 1);
const line = (place, y) => {
  const box = place.getBoundingClientRect();
  return Math.max(1, Math.min(lines(place), 1 + Math.floor(((y - box.top) / box.height) * lines(place))));
};
const minutes = (from) => Number(calendar.dataset.firstHour) * 60 + (from - 1) * MINUTES;
const clock = (total) => digits(`${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`);
const other = (day, days) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);

async function move(entry, day, minute) {
  const data = { uid: entry.dataset.entry, version: entry.dataset.version, day, back: calendar.dataset.here };
  if (minute !== null) data.minute = minute;
  const answer = await post(calendar.dataset.move, data).catch(() => null);
  if (answer?.type === "opaqueredirect" || answer?.ok) {
    sessionStorage.setItem("calendar:focus", entry.dataset.entry);
    return location.reload();
  }
  const said = answer?.status === 422 ? await answer.text() : "";
  toast({ text: said || (answer?.status === 403 ? words.forbidden : words.failed), tone: "bad" });
}

function ghost(place, from, length) {
  document.querySelectorAll(".ghost").forEach((one) => one.parentElement !== place && one.remove());
  let found = place.querySelector(".ghost");
  if (!found) place.append((found = Object.assign(document.createElement("i"), { className: "ghost" })));
  found.dataset.from = from;
  found.dataset.to = Math.min(97, from + length);
  found.textContent = clock(minutes(from));
}
const sweep = () => {
  document.querySelectorAll(".ghost").forEach((one) => one.remove());
  calendar.querySelectorAll("[data-over]").forEach((one) => one.removeAttribute("data-over"));
};
const length = (entry) => (entry.dataset.from ? entry.dataset.to - entry.dataset.from : 2);

calendar?.addEventListener("dragstart", (event) => {
  const entry = event.target.closest("[data-entry][draggable]");
  if (!entry) return;
  carried = entry;
  grip = entry.dataset.from ? line(entry.parentElement, event.clientY) - entry.dataset.from : 0;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", entry.textContent.trim());
  setTimeout(() => entry.toggleAttribute("data-carried", true));
});
calendar?.addEventListener("dragend", () => {
  carried?.removeAttribute("data-carried");
  carried = null;
  sweep();
});
calendar?.addEventListener("dragover", (event) => {
  const place = carried && event.target.closest("[data-slots]");
  if (!place) return;
  event.preventDefault();
  if (place.hasAttribute("data-whole-day")) {
    sweep();
    place.toggleAttribute("data-over", true);
  } else {
    calendar.querySelectorAll("[data-over]").forEach((one) => one.removeAttribute("data-over"));
    ghost(place, Math.max(1, line(place, event.clientY) - grip), length(carried));
  }
});
calendar?.addEventListener("drop", (event) => {
  const place = carried && event.target.closest("[data-slots]");
  if (!place) return;
  event.preventDefault();
  const whole = place.hasAttribute("data-whole-day");
  const minute = whole ? null : minutes(Math.max(1, line(place, event.clientY) - grip));
  move(carried, place.dataset.slots, place.matches(".on-top") ? "all" : minute);
});

calendar?.addEventListener("click", (event) => {
  const place = event.target;
  if (!place.matches?.(".slots, .slots > .last-line") || !calendar.dataset.plan) return;
  const slots = place.closest(".slots");
  const from = line(slots, event.clientY);
  const asked = new URLSearchParams({ day: slots.dataset.slots, minute: minutes(from - ((from - 1) % 2)), back: calendar.dataset.here });
  htmx.ajax("GET", `${calendar.dataset.plan}?${asked}`, { target: "#dialog", swap: "innerHTML" });
});

document.addEventListener("click", (event) => event.target.closest("[data-print]") && print());

const steps = { ArrowUp: [0, -MINUTES], ArrowDown: [0, MINUTES], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
function byKey(event, entry) {
  let [days, later] = steps[event.key];
  if (document.documentElement.dir === "rtl") days = -days;
  const place = entry.closest("[data-slots]");
  if (!place || !entry.draggable) return;
  event.preventDefault();
  if (!entry.dataset.from) return move(entry, other(place.dataset.slots, days || Math.sign(later)), null);
  const minute = minutes(Number(entry.dataset.from)) + later;
  if (minute >= 0 && minute < DAY) move(entry, other(place.dataset.slots, days), minute);
}
document.addEventListener("keydown", (event) => {
  const entry = event.target.closest?.("[data-entry]");
  if (entry && event.altKey && steps[event.key]) return byKey(event, entry);
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog:modal")) return;
  const row = event.target.closest?.("[data-row]");
  const inRow = row?.querySelector({ f: "[data-finish]", p: "[data-postpone]" }[letter(event)] ?? "none");
  const target = inRow ?? (letter(event) && document.querySelector(`[data-key="${CSS.escape(letter(event))}"]`));
  if (!target) return;
  event.preventDefault();
  target.click();
});

const held = sessionStorage.getItem("calendar:focus");
if (held) document.querySelector(`[data-entry="${CSS.escape(held)}"]`)?.focus();
sessionStorage.removeItem("calendar:focus");

// Counted from where the server drew it: the reader's clock may be of another zone.
const now = document.querySelector("[data-now]");
const drawn = Date.now();
const from = Number(now?.dataset.from);
setInterval(() => now && (now.dataset.from = from + Math.floor((Date.now() - drawn) / (MINUTES * 60_000))), 60_000);
