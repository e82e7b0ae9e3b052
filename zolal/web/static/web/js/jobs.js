// Work in the background, watched by a toast: how far it is, then what came of it. It is watched on from page to page.
import { words } from "./page.js";
import { toast } from "./toast.js";

const KEPT = "zolal.jobs";
const EVERY = 1200;
const place = document.querySelector("[data-toasts]");
const watched = new Set();

const kept = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
const keep = (jobs) => sessionStorage.setItem(KEPT, JSON.stringify(jobs));
const forget = (job) => keep(kept().filter((one) => one !== job));

function draw(element, { done, total }) {
  let bar = element.querySelector("progress");
  if (!bar) {
    bar = document.createElement("progress");
    bar.setAttribute("aria-label", element.querySelector("p").textContent);
    element.querySelector("p").append(bar);
  }
  if (!total) return;
  bar.max = total;
  bar.value = done;
}

// What stands on the page is of before; a list is loaded again where nobody is at work in it.
function refresh() {
  const list = document.getElementById("list");
  if (list && !list.querySelector("[data-pick]:checked") && !document.querySelector("dialog[open]")) {
    htmx.ajax("GET", location.href, { target: "#list", swap: "outerHTML" });
  }
}

async function look(element) {
  const { job } = element.dataset;
  const answer = await fetch(job).catch(() => null);
  if (answer && !answer.ok) {
    forget(job);
    return element.remove();
  }
  const told = (await answer?.json().catch(() => null)) ?? {};
  if (!told.ended) {
    draw(element, told);
    return setTimeout(() => element.isConnected && look(element), EVERY);
  }
  forget(job);
  element.remove();
  const last = toast(told);
  if (told.href) last.querySelector("p").append(" ", Object.assign(document.createElement("a"), { href: told.href, textContent: words.look }));
  refresh();
}

function watch(element) {
  const { job } = element.dataset;
  if (watched.has(job)) return;
  watched.add(job);
  if (!kept().includes(job)) keep([...kept(), job]);
  look(element);
}

place.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) forget(event.target.closest("[data-job]")?.dataset.job);
});
new MutationObserver(() => place.querySelectorAll("[data-job]").forEach(watch)).observe(place, { childList: true });
place.querySelectorAll("[data-job]").forEach(watch);
kept().filter((job) => !watched.has(job)).forEach((job) => toast({ text: words.working, tone: "info", job }));
