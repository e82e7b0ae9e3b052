/* A secret that is shown once, into the clipboard; where the browser refuses, it is selected for Ctrl-C. */

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const box = button.closest(".secret");
  const field = box.querySelector("[data-secret]");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    box.querySelector("[data-copied]").hidden = false;
  } catch {
    field.focus();
  }
});
