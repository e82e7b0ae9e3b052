// A record looked up by name: [data-pick="person"] holds a hidden identity, a text field and a list of what is found.
import { spellings } from "./layout.js";
import { words } from "./page.js";

const LEADS = { person: "/people/", company: "/companies/" };
let turn = 0;

const parts = (field) => {
  const box = field.closest("[data-pick]");
  return { box, hidden: box.querySelector("[type=hidden]"), list: box.querySelector("[role=listbox]") };
};

function close(field) {
  const { list } = parts(field);
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function choose(field, option) {
  if (!option?.dataset.uid) return;
  parts(field).hidden.value = option.dataset.uid;
  field.value = option.querySelector("bdi").textContent;
  close(field);
}

function mark(field, option) {
  const { list } = parts(field);
  [...list.children].forEach((one) => one.setAttribute("aria-selected", one === option));
  if (option) field.setAttribute("aria-activedescendant", option.id);
  option?.scrollIntoView({ block: "nearest" });
}

function show(field, found) {
  const { list } = parts(field);
  list.replaceChildren(
    ...found.map((record, index) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${index}` });
      option.setAttribute("role", "option");
      option.dataset.uid = record.uid ?? "";
      const name = Object.assign(document.createElement("bdi"), { textContent: record.label });
      const where = Object.assign(document.createElement("span"), { className: "muted", textContent: record.where ?? "" });
      option.append(name, where);
      return option;
    }),
  );
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  mark(field, found[0]?.uid ? list.firstElementChild : null);
}

async function find(field) {
  const mine = ++turn;
  const lead = LEADS[parts(field).box.dataset.pick];
  await new Promise((resolve) => setTimeout(resolve, 160));
  if (mine !== turn || field.value.trim().length < 2) return close(field);
  const query = new URLSearchParams(spellings(field.value.trim()).map((way) => ["q", way]));
  const answer = await fetch(`/find/?${query}`).catch(() => null);
  if (mine !== turn || !answer?.ok) return;
  const found = (await answer.json()).records.filter((record) => record.href.startsWith(lead));
  show(field, found.length ? found.map((record) => ({ ...record, uid: record.href.slice(lead.length, -1) })) : [{ label: words.nothing }]);
}

const field = (event) => event.target.closest?.("[data-pick] [role=combobox]");

document.addEventListener("input", (event) => {
  const typed = field(event);
  if (!typed) return;
  parts(typed).hidden.value = "";
  find(typed);
});
document.addEventListener("keydown", (event) => {
  const typed = field(event);
  if (!typed || parts(typed).list.hidden) return;
  const options = [...parts(typed).list.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (step) mark(typed, options.at((at + step) % options.length));
  else if (event.key === "Enter") choose(typed, options[at]);
  else if (event.key === "Escape") close(typed);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("[data-pick] [role=option]");
  if (!option) return;
  event.preventDefault();
  choose(option.closest("[data-pick]").querySelector("[role=combobox]"), option);
});
document.addEventListener("focusout", (event) => {
  const left = field(event);
  if (left) close(left);
});
