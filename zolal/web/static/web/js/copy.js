/* A secret that is shown once, or a text beside its button, into the clipboard; where the browser refuses, it is
   selected for Ctrl-C. */

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const box = button.closest(".secret, [data-copies]");
  const field = box.querySelector("[data-secret], [data-copied-text]");
  const text = field.matches("input") ? field.value : field.textContent;
  select(field);
  try {
    await navigator.clipboard.writeText(text);
    box.querySelector("[data-copied]").hidden = false;
  } catch {
    field.focus();
  }
});

function select(field) {
  if (field.matches("input")) field.select();
  else getSelection().selectAllChildren(field);
}
