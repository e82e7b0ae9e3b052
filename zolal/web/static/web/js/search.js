// The search box above: on a list it filters as one types; elsewhere Enter goes to the list.
const box = document.querySelector("[data-search]");
const list = () => document.querySelector("[data-list-url]");
let timer;

function ask() {
  const target = list();
  const url = new URL(location.href);
  url.searchParams.delete("after");
  url.searchParams.delete("before");
  if (box.value.trim()) url.searchParams.set("q", box.value.trim());
  else url.searchParams.delete("q");
  const address = `${url.pathname}${url.search}`;
  htmx.ajax("GET", address, { target, swap: "outerHTML", select: undefined }).then(() => history.replaceState(history.state, "", address));
}

box?.addEventListener("input", () => {
  if (!list()) return;
  clearTimeout(timer);
  timer = setTimeout(ask, 220);
});
box?.form.addEventListener("submit", (event) => {
  if (!list()) return;
  event.preventDefault();
  clearTimeout(timer);
  ask();
});
