// A field that finds a customer while somebody types; what is chosen stands hidden beside it.
import { spellings } from "./layout.js";
import { icon, words } from "./page.js";

const place = (target) => target.closest?.("[data-customers]");
const parts = (box) => [box.querySelector("input[role=combobox]"), box.querySelector("ul"), box.querySelector("input[type=hidden]")];
let asking = new AbortController();

function shut(box) {
  const [input, list] = parts(box);
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function choose(box, option) {
  const [input, , hidden] = parts(box);
  input.value = option.dataset.name;
  hidden.value = option.dataset.customer;
  hidden.dispatchEvent(new Event("change", { bubbles: true }));
  shut(box);
}

function option(record, index) {
  const [, noun, uid] = record.href.split("/");
  const element = Object.assign(document.createElement("li"), { id: `customer-${index}` });
  element.setAttribute("role", "option");
  element.dataset.customer = `${noun === "people" ? "person" : "company"}:${uid}`;
  element.dataset.name = record.label;
  const name = Object.assign(document.createElement("bdi"), { textContent: record.label });
  const where = Object.assign(document.createElement("small"), { textContent: record.where ?? "", className: "muted" });
  element.append(icon(record.icon), name, where);
  return element;
}

async function find(box) {
  const [input, list] = parts(box);
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const asked = new URLSearchParams(spellings(input.value).map((text) => ["q", text]));
  const answer = await fetch(`${box.dataset.customers}?${asked}`, { signal }).catch(() => null);
  const found = answer?.ok ? (await answer.json().catch(() => ({ records: [] }))).records : [];
  if (signal.aborted || !input.isConnected) return;
  const none = Object.assign(document.createElement("li"), { textContent: words.nothing, className: "muted small" });
  list.replaceChildren(...(found.length ? found.map(option) : [none]));
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
}

let wait;
document.addEventListener("input", (event) => {
  const box = event.target.matches?.("input[role=combobox]") && place(event.target);
  if (!box) return;
  parts(box)[2].value = "";
  clearTimeout(wait);
  if (!event.target.value.trim()) return shut(box);
  wait = setTimeout(() => find(box), 200);
});
document.addEventListener("keydown", (event) => {
  const box = event.target.matches?.("input[role=combobox]") && place(event.target);
  if (!box || parts(box)[1].hidden) return;
  const [input, list] = parts(box);
  const all = [...list.querySelectorAll("[role=option]")];
  const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") {
    event.preventDefault();
    shut(box);
  } else if (event.key === "Enter" && all.length) {
    event.preventDefault();
    choose(box, all[Math.max(0, at)]);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
    event.preventDefault();
    const next = all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length];
    all.forEach((one) => one.setAttribute("aria-selected", String(one === next)));
    input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }
});
document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-customers] [role=option]");
  if (chosen) choose(place(chosen), chosen);
  else document.querySelectorAll("[data-customers]").forEach((box) => box !== place(event.target) && shut(box));
});
