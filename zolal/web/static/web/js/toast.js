// Short messages at the edge, with "undo" where there is a way back. They stay while the pointer or the focus is on them.
import { post, words } from "./page.js";

const place = document.querySelector("[data-toasts]");
const template = document.getElementById("toast-template");
const STAYS = 9000;

export function toast({ text, tone = "good", undo = "", job = "" }) {
  const element = template.content.firstElementChild.cloneNode(true);
  element.dataset.tone = tone;
  element.querySelector("p").textContent = text;
  const button = element.querySelector("[data-undo]");
  if (undo) button.dataset.undo = undo;
  else button.remove();
  if (job) element.dataset.job = job;
  place.append(element);
  leave(element);
  return element;
}

// A toast that watches a job stays until the job has ended; jobs.js replaces it then.
function leave(element) {
  if (element.dataset.job) return;
  const wait = element.querySelector("[data-undo]") ? STAYS * 2 : STAYS;
  let timer = setTimeout(() => element.remove(), wait);
  element.addEventListener("pointerenter", () => clearTimeout(timer));
  element.addEventListener("focusin", () => clearTimeout(timer));
  element.addEventListener("pointerleave", () => (timer = setTimeout(() => element.remove(), STAYS / 2)));
}

async function undo(button) {
  button.disabled = true;
  const answer = await post(button.dataset.undo).catch(() => null);
  if (answer?.type === "opaqueredirect") return location.reload();
  if (!answer?.ok) return toast({ text: answer?.status === 403 ? words.forbidden : words.failed, tone: "bad" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const dialog = document.getElementById("dialog");
  dialog.replaceChildren(page.querySelector("#content") ?? page.body);
  dialog.firstElementChild.className = "dialog-body";
  dialog.addEventListener("close", () => location.reload(), { once: true });
  dialog.showModal();
}

export const undoLast = () => [...place.querySelectorAll("[data-undo]")].at(-1)?.click();

place.querySelectorAll(".toast").forEach(leave);
place.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest(".toast").remove();
  const button = event.target.closest("[data-undo]");
  if (button) undo(button);
});
document.addEventListener("zolal:toasts", (event) => event.detail.toasts.forEach(toast));
