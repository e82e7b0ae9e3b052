// Parts of a form that stand only where another field has a value: data-when names it, data-is or data-not its values.
const shown = (form, part) => {
  const values = part.dataset.when.split(" ").map((name) => form.elements.namedItem(name)?.value ?? "");
  if (part.dataset.is !== undefined) return values.some((value) => part.dataset.is.split(" ").includes(value));
  return !values.some((value) => part.dataset.not.split(" ").includes(value));
};

function follow(form) {
  for (const part of form.querySelectorAll("[data-when]")) part.hidden = !shown(form, part);
  const word = form.querySelector("[data-unit-word]");
  if (!word) return;
  const measure = form.elements.namedItem("measure")?.value ?? "";
  const unit = JSON.parse(form.dataset.units)[measure] ?? form.elements.namedItem("unit")?.value ?? "";
  word.textContent = word.dataset[unit] ?? "";
}

document.querySelectorAll("form[data-depends]").forEach(follow);
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-depends]");
  if (form) follow(form);
});
