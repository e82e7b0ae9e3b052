// What only makes sense beside certain answers is shown beside those: data-when names the control, data-when-values its
// answers (between " | "; none: whatever is filled).
function answers(control) {
  if (control.matches("[role=group]")) return [...control.querySelectorAll("input:checked")].map((box) => box.value);
  return [control.value.trim()];
}

export function refresh(root) {
  for (const part of root.querySelectorAll("[data-when]")) {
    const control = document.getElementById(part.dataset.when);
    if (!control) continue;
    const wanted = (part.dataset.whenValues ?? "").split(" | ").filter(Boolean);
    const given = answers(control).filter(Boolean);
    part.hidden = wanted.length ? !given.some((one) => wanted.includes(one)) : !given.length;
  }
}

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("form");
    if (form?.querySelector("[data-when]")) refresh(form);
  });
}
document.addEventListener("htmx:afterSwap", (event) => refresh(event.target));
refresh(document);
