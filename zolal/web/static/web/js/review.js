/* Two records side by side by keyboard: arrows move between fields, 1 and 2 choose, letters decide. */

const form = document.querySelector("[data-review]");

function rows() {
  return [...form.querySelectorAll("[data-choice]")];
}

function current() {
  return form.querySelector("[data-choice].current") ?? null;
}

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(current());
  const row = all[Math.min(all.length - 1, Math.max(0, at + step))];
  all.forEach((other) => other.classList.toggle("current", other === row));
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("input:checked")?.focus({ preventScroll: true });
}

function choose(which) {
  if (!current()) go(1);
  const input = current()?.querySelectorAll("input[type=radio]")[which];
  if (!input) return;
  input.checked = true;
  input.focus({ preventScroll: true });
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(event) {
  const row = event.target.closest("[data-choice]");
  if (!row) return;
  row.querySelector("output").textContent = event.target.closest("label").textContent.trim();
}

// Where keys lie, not what they write: a Persian layout gives other letters for the same keys.
function letter(event) {
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input[type=text], textarea, select, dialog")) return;
  const digit = /^(?:Digit|Numpad)([12])$/.exec(event.code);
  if (digit) {
    choose(Number(digit[1]) - 1);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    go(event.key === "ArrowDown" ? 1 : -1);
  } else {
    const target = letter(event) && document.querySelector(`[data-key="${letter(event)}"]`);
    if (!target) return;
    target.click();
  }
  event.preventDefault();
}

if (form) {
  form.addEventListener("change", show);
  document.addEventListener("keydown", pressed);
}
