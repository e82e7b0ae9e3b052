// What the page gives its scripts: words in the reader's language, the icons' address, the CSRF token.
const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

export const words = read("words") ?? {};
export const commands = read("commands") ?? [];
export const csrf = () => document.querySelector("meta[name=csrf-token]").content;
export const persian = document.documentElement.lang === "fa" && document.documentElement.dataset.digits !== "latin";

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

export const digits = (text) => (persian ? String(text).replace(/[0-9]/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[d]) : String(text));

// A field in a dialog that was closed just now still has the focus for a moment; nobody types there.
export const typing = (target) =>
  (target.checkVisibility?.() ?? true) &&
  (target.isContentEditable || (target.matches?.("input, select, textarea") && !target.matches("[type=checkbox], [type=radio]")));

export function post(url, data = {}) {
  const body = data instanceof FormData ? data : new URLSearchParams(data);
  return fetch(url, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": csrf() } });
}
