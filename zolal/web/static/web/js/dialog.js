// Dialogs: opened by [data-open="id"], or by themselves when something is loaded into them; closed by Escape,
// [data-close], a click outside, or the server's event "zolal:close".
import { typing } from "./page.js";

function show(dialog) {
  if (dialog.matches("[popover]")) place(dialog);
  else if (!dialog.open) dialog.showModal();
  const fields = ":is(input:not([type=hidden]), select, textarea, button, a)";
  // The form before links that stand above it: one goes on typing.
  const first = ["[autofocus]", `.dialog-body form ${fields}`, `.dialog-body ${fields}`].map((one) => dialog.querySelector(one)).find(Boolean);
  first?.focus();
}

let opener = null;

function place(popover) {
  popover.showPopover();
  const box = opener?.isConnected ? opener.getBoundingClientRect() : { left: 40, bottom: 40, right: 40, top: 40 };
  const size = popover.getBoundingClientRect();
  const rtl = document.documentElement.dir === "rtl";
  const left = rtl ? box.right - size.width : box.left;
  const below = box.bottom + 6 + size.height < innerHeight;
  popover.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
  popover.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - size.height - 6)}px`;
}

export const close = (element) => element?.closest("dialog")?.close();

document.addEventListener("click", (event) => {
  const target = event.target;
  const open = target.closest("[data-open]");
  if (open?.dataset.open) show(document.getElementById(open.dataset.open));
  if (target.closest("[data-close]")) {
    close(target);
    target.closest("[popover]")?.hidePopover();
    if (!target.closest("dialog, [popover]")) history.back(); // the form as a page of its own
  }
  if (target.matches("dialog") && !target.hasAttribute("data-keep")) target.close();
  if (target.closest("[hx-target='#popover']")) opener = target.closest("[hx-target='#popover']");
});
document.addEventListener("htmx:afterSwap", (event) => {
  // An answer that leaves the dialog as it is has nothing to show.
  const leaves = event.detail.xhr?.getResponseHeader("HX-Reswap") === "none";
  if (event.target.matches?.("[data-remote]") && !leaves) show(event.target);
});
document.addEventListener("zolal:close", () => {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  document.querySelectorAll("[popover]:popover-open").forEach((popover) => popover.hidePopover());
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-toggle-drawer]")) document.getElementById("side").toggleAttribute("data-open");
  else if (!event.target.closest("#side")) document.getElementById("side")?.removeAttribute("data-open");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !typing(event.target)) document.getElementById("side")?.removeAttribute("data-open");
});
