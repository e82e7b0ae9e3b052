// Menus close when something else is clicked, on Escape, and after a choice; arrows move inside.
const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) {
    const inside = menu.contains(event.target);
    if (!inside || event.target.closest(".menu-list > a, .menu-list > button")) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll(".menu-list :is(a, button, input, select)")];
  items.at((items.indexOf(document.activeElement) + step) % items.length)?.focus();
});
