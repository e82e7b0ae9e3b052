/* Wrong cells are mended like in a spreadsheet: arrows and Enter go to the next cell of the column. */

const cells = (column) => [...document.querySelectorAll(`[data-grid] input[data-column="${column}"]`)];

document.addEventListener("keydown", (event) => {
  const input = event.target.closest?.("[data-grid] input[data-column]");
  if (!input || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const all = cells(input.dataset.column);
  const next = all[all.indexOf(input) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
});

let column = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  column = event.target.querySelector?.("[data-grid] input[data-column], input[data-column]")?.dataset.column ?? null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (column === null) return;
  const next = cells(column).find((input) => input.matches("[aria-invalid]"));
  column = null;
  next?.focus();
  next?.select();
});
