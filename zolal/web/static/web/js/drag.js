// A contact dragged onto a company, tag, category or owner; with the keyboard the same is in the bulk menu.
import { digits, post, words } from "./page.js";
import { toast } from "./toast.js";

const NEAR = 24; // pixels: who lets go where they began means nothing by it

let carried = [];
let began = null;

function picture(text) {
  const image = Object.assign(document.createElement("div"), { className: "drag-image", textContent: text });
  document.body.append(image);
  setTimeout(() => image.remove());
  return image;
}

document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("[data-row][draggable]");
  if (!row) return;
  const form = row.closest("[data-selection]");
  const picked = [...(form?.querySelectorAll("[data-row]:has([data-pick]:checked)") ?? [])];
  carried = (picked.includes(row) ? picked : [row]).map((one) => one.dataset.row);
  began = { x: event.clientX, y: event.clientY };
  const name = row.querySelector("[data-main] bdi")?.textContent ?? "";
  const text = carried.length > 1 ? words.selected.replace("%(count)s", digits(carried.length)) : name;
  event.dataTransfer.effectAllowed = "link";
  event.dataTransfer.setData("text/plain", name);
  event.dataTransfer.setDragImage(picture(text), -12, -12);
  // A page that changes while a drag begins would end it.
  setTimeout(() => carried.length && (document.body.dataset.dragging = carried.length));
});
document.addEventListener("dragend", () => {
  carried = [];
  delete document.body.dataset.dragging;
  document.querySelectorAll("[data-over]").forEach((one) => one.removeAttribute("data-over"));
});
document.addEventListener("dragover", (event) => {
  const target = event.target.closest?.("[data-drop]");
  document.querySelectorAll("[data-over]").forEach((one) => one !== target && one.removeAttribute("data-over"));
  if (!target || !carried.length || Math.hypot(event.clientX - began.x, event.clientY - began.y) < NEAR) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "link";
  target.toggleAttribute("data-over", true);
});
document.addEventListener("drop", async (event) => {
  const target = event.target.closest?.("[data-drop]");
  if (!target || !carried.length) return;
  event.preventDefault();
  target.removeAttribute("data-over");
  const data = new FormData();
  carried.forEach((uid) => data.append("uid", uid));
  data.append("do", "edit");
  data.append("field", target.dataset.drop);
  data.append("value", target.dataset.value);
  const answer = await post(target.closest("[data-targets]").dataset.targets, data).catch(() => null);
  if (answer?.type === "opaqueredirect" || answer?.ok) location.reload();
  else toast({ text: answer?.status === 403 ? words.forbidden : words.failed, tone: "bad" });
});
