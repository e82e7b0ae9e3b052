// Logging from anywhere: [data-log], the command box or "L" goes to the composer of the page, or else opens the dialog.
// A link to a chat logs that chat.
export function log(kind = "call") {
  const composer = document.getElementById("composer");
  if (composer && !document.querySelector("dialog:modal")) {
    composer.scrollIntoView({ block: "nearest" });
    const tab = composer.querySelector(`[data-kind="${CSS.escape(kind)}"]`);
    if (tab && tab.getAttribute("aria-current") !== "true") return tab.click();
    return composer.querySelector("textarea, input:not([type=hidden])")?.focus();
  }
  htmx.ajax("GET", `/activities/new/?kind=${encodeURIComponent(kind)}`, { target: "#dialog", swap: "innerHTML" });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-log]");
  if (button) {
    // A number is dialled by the browser all the same.
    if (!("dials" in button.dataset)) event.preventDefault();
    log(button.dataset.log);
  }
  const chat = event.target.closest("[data-chat]");
  if (chat) {
    const values = { kind: "chat", channel: chat.dataset.chat, direction: "out", in: "link", [chat.dataset.of]: chat.dataset.uid };
    htmx.ajax("POST", "/activities/new/", { values, swap: "none", source: document.body });
  }
});

// The question beside it loads anew when something was changed, but not while somebody types the answer.
document.addEventListener("input", (event) => event.target.closest?.("#question form")?.toggleAttribute("data-typed", true));
document.addEventListener("htmx:confirm", (event) => {
  if (event.detail.elt.id === "question" && event.detail.elt.querySelector("[data-typed]")) event.preventDefault();
});

// The form of another kind has come into the composer: one goes on typing.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "composer" && event.detail.requestConfig?.verb === "get") document.querySelector("#composer textarea, #composer .questions input")?.focus();
});
