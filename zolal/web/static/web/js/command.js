// The command box: go, create, act, or find a record; forgives the wrong keyboard layout.
import { log } from "./composer.js";
import { create } from "./entry.js";
import { fold, spellings } from "./layout.js";
import { commands, icon, post, words } from "./page.js";

const dialog = document.getElementById("command");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("ul");
let shown = [];
let chosen = 0;
let asked = 0;

export function openCommand() {
  if (!dialog || dialog.open) return;
  input.value = "";
  dialog.showModal();
  filter();
}

const deeds = {
  create: (what) => create(what),
  log: (what) => log(what),
  shortcuts: () => document.getElementById("shortcuts").showModal(),
  logout: () => document.querySelector(".foot form").submit(),
  theme: async () => {
    const dark = getComputedStyle(document.documentElement).colorScheme === "dark" || matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = document.documentElement.dataset.theme === "system" ? (dark ? "light" : "dark") : document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    await post("/profile/theme/", { theme });
  },
};

function run(entry) {
  dialog.close();
  if (entry.href) return location.assign(entry.href);
  const [deed, what] = entry.deed.split(":");
  deeds[deed](what);
}

function draw() {
  list.replaceChildren();
  let group = "";
  shown.forEach((entry, index) => {
    if (entry.group !== group) {
      group = entry.group;
      const heading = Object.assign(document.createElement("li"), { className: "heading", textContent: words[group] });
      heading.setAttribute("role", "presentation");
      list.append(heading);
    }
    const item = document.createElement("li");
    item.id = `command-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", index === chosen);
    const text = Object.assign(document.createElement("bdi"), { textContent: entry.label });
    const where = Object.assign(document.createElement("span"), { className: "where", textContent: entry.where ?? "" });
    item.append(icon(entry.icon), text, where);
    item.addEventListener("click", () => run(entry));
    list.append(item);
  });
  if (!shown.length) list.append(Object.assign(document.createElement("li"), { className: "heading", textContent: words.nothing }));
  input.setAttribute("aria-activedescendant", shown.length ? `command-${chosen}` : "");
  document.getElementById(`command-${chosen}`)?.scrollIntoView({ block: "nearest" });
}

function filter() {
  const text = input.value.trim();
  const ways = spellings(text);
  shown = commands.filter((entry) => !text || ways.some((way) => fold(entry.find).includes(way)));
  chosen = 0;
  draw();
  if (text.length > 1) records(text);
}

async function records(text) {
  const turn = ++asked;
  await new Promise((resolve) => setTimeout(resolve, 160));
  if (turn !== asked) return;
  const query = new URLSearchParams(spellings(text).map((way) => ["q", way]));
  const answer = await fetch(`/find/?${query}`).catch(() => null);
  if (turn !== asked || !answer?.ok) return;
  const found = (await answer.json()).records.map((record) => ({ ...record, group: "records" }));
  shown = [...shown, ...found];
  draw();
}

input?.addEventListener("input", filter);
dialog?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && shown.length) {
    event.preventDefault();
    chosen = (chosen + step + shown.length) % shown.length;
    draw();
  }
  if (event.key === "Enter" && shown[chosen]) {
    event.preventDefault();
    run(shown[chosen]);
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-command]")) openCommand();
});
