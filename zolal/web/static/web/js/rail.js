// The targets beside a list: shown where there is room or where the reader wants them, which is remembered.
const KEPT = "zolal.rail";
const root = document.documentElement;

function show(open) {
  root.toggleAttribute("data-rail", open);
  document.querySelectorAll("[data-toggle-rail]").forEach((button) => button.setAttribute("aria-expanded", open));
}

const wanted = () => (localStorage.getItem(KEPT) ?? (matchMedia("(width >= 100rem)").matches ? "open" : "")) === "open";

show(wanted());
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-toggle-rail]")) return;
  const open = !root.hasAttribute("data-rail");
  localStorage.setItem(KEPT, open ? "open" : "closed");
  show(open);
});
document.addEventListener("htmx:afterSwap", () => show(root.hasAttribute("data-rail")));
