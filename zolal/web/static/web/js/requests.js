// Every htmx request: the CSRF token, the line on top while it runs, and a word when it fails.
import { csrf, words } from "./page.js";
import { toast } from "./toast.js";

const line = document.querySelector("[data-progress]");
let running = 0;
let late;

function busy(change) {
  running = Math.max(0, running + change);
  clearTimeout(late);
  if (running) late = setTimeout(() => line.toggleAttribute("data-busy", true), 150);
  else line.removeAttribute("data-busy");
}

const reason = (status) =>
  ({ 401: words.expired, 403: words.forbidden, 404: words.gone, 410: words.gone })[status] ?? words.failed;

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrf();
});
document.addEventListener("htmx:beforeRequest", () => busy(1));
document.addEventListener("htmx:afterRequest", () => busy(-1));
document.addEventListener("htmx:responseError", (event) => toast({ text: reason(event.detail.xhr.status), tone: "bad" }));
document.addEventListener("htmx:sendError", () => toast({ text: words.offline, tone: "bad" }));
document.addEventListener("htmx:timeout", () => toast({ text: words.offline, tone: "bad" }));
window.addEventListener("offline", () => toast({ text: words.offline, tone: "warn" }));
