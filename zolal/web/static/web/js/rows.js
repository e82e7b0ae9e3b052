// J and K walk through the rows of a list; Enter opens, Space previews beside it, X selects.
import { letter } from "./layout.js";
import { typing } from "./page.js";

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
let at = -1;

function go(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.indexOf(document.activeElement?.closest("[data-row]"));
  at = Math.max(0, Math.min(all.length - 1, (here < 0 ? at : here) + step));
  all[at].focus();
  all[at].scrollIntoView({ block: "nearest" });
  if (document.getElementById("panel")?.open) preview(all[at]);
}

const preview = (row) => row?.dataset.preview && htmx.ajax("GET", row.dataset.preview, { target: "#panel", swap: "innerHTML" });

const deeds = {
  j: () => go(1),
  k: () => go(-1),
  x: (row) => row?.querySelector("[data-pick]")?.click(),
  Enter: (row) => row?.querySelector("a[data-main]")?.click(),
  " ": (row) => preview(row),
};

document.addEventListener("keydown", (event) => {
  const panel = document.getElementById("panel");
  const other = document.querySelector("dialog:modal:not(#panel)");
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || other || !rows().length) return;
  const key = letter(event);
  const row = document.activeElement?.closest("[data-row]") ?? (panel?.open ? rows()[at] : null);
  const onRow = document.activeElement?.matches("[data-row]");
  if ((key === "Enter" || key === " ") && !onRow) return;
  if (!deeds[key]) return;
  event.preventDefault();
  deeds[key](row);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-preview-row]");
  if (button) preview(button.closest("[data-row]"));
});
