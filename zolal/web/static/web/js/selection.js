// Rows picked for a bulk action, a whole page at once, or all that match the list.
import { digits, words } from "./page.js";

const picks = (form) => [...form.querySelectorAll("[data-pick]")];

function update(form) {
  const boxes = picks(form);
  const count = boxes.filter((box) => box.checked).length;
  const whole = form.querySelector("[data-pick-page]");
  const bar = form.querySelector("[data-bulk]");
  if (whole) {
    whole.checked = count > 0 && count === boxes.length;
    whole.indeterminate = count > 0 && count < boxes.length;
  }
  const every = form.querySelector("[data-all-matching]");
  if (every && count < boxes.length) every.checked = false;
  if (!bar) return;
  bar.hidden = !count;
  bar.querySelector("[data-count]").textContent = words.selected.replace("%(count)s", digits(count));
  const offer = bar.querySelector("[data-offer-all]");
  if (offer) offer.hidden = count < boxes.length;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-selection]");
  if (!form) return;
  if (event.target.matches("[data-pick-page]")) picks(form).forEach((box) => (box.checked = event.target.checked));
  if (event.target.matches("[data-pick], [data-pick-page]")) update(form);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-pick-none]")) return;
  const form = event.target.closest("[data-selection]");
  picks(form).forEach((box) => (box.checked = false));
  update(form);
});
