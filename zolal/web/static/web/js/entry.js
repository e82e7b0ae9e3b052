// Quick create: opened from anywhere; asks the server about troubles and duplicates when a field is left. What was
// typed stays, also when the dialog is closed by mistake: it is kept in this tab until the record exists.
const keeper = (form) => `entry:${form.dataset.entry}`;

export function create(what) {
  const button = document.querySelector(`[data-create="${what}"]`) ?? document.querySelector("[data-create]");
  if (button || what === "company") htmx.ajax("GET", `/${what === "company" ? "companies" : "people"}/new/`, { target: "#dialog", swap: "innerHTML" });
}

function keep(form) {
  const typed = [...new FormData(form)].filter(([name, value]) => value && typeof value === "string" && name !== "csrfmiddlewaretoken");
  sessionStorage.setItem(keeper(form), JSON.stringify(typed));
}

function restore(form) {
  if (form.dataset.fresh === undefined) return;
  for (const [name, value] of JSON.parse(sessionStorage.getItem(keeper(form)) ?? "[]")) {
    const input = form.elements[name];
    if (input && input.type !== "file" && !input.value) input.value = value;
    input?.closest?.("details")?.setAttribute("open", "");
  }
}

let asking = new AbortController();

// Of several questions only the answer to the last counts: an earlier one knows less than what stands there now.
async function check(form) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  // Files go along once, with the record.
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (typeof value !== "string") body.delete(name);
  const answer = await fetch(form.dataset.check, { method: "POST", body, headers: { "HX-Request": "true" }, signal }).catch(() => null);
  if (!answer?.ok || !form.isConnected) return;
  const text = await answer.text().catch(() => "");
  if (signal.aborted) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const part of page.querySelectorAll("[data-part]")) {
    const place = form.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!place) continue;
    place.replaceChildren(...part.childNodes);
    const field = place.closest(".field");
    if (field) field.dataset.state = part.dataset.state ?? "";
    htmx.process(place);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-create]");
  if (button) create(button.dataset.create);
  const propose = event.target.closest("[data-propose]");
  if (propose) {
    const input = propose.closest("form").elements[propose.dataset.propose];
    input.value = propose.dataset.value;
    input.focus();
    check(propose.closest("form"));
  }
});
document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form[data-entry]");
  if (form && event.target.value?.trim()) check(form);
});
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-entry]");
  if (form) keep(form);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const form = event.target.querySelector?.("form[data-entry]");
  if (form) restore(form);
});
document.addEventListener("zolal:entered", () => {
  Object.keys(sessionStorage).filter((key) => key.startsWith("entry:")).forEach((key) => sessionStorage.removeItem(key));
});
