// Who was looked up is chosen without leaving the keys: Enter takes the first that is found, the arrows walk through all.
const found = () => [...document.querySelectorAll("#whom-found a")];

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("#whom");
  const here = found().indexOf(event.target);
  if ((!field && here < 0) || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const next = here + step;
    if (next < 0) document.getElementById("whom").focus();
    else found()[next]?.focus();
  } else if (field && event.key === "Enter" && found().length) {
    event.preventDefault();
    found()[0].click();
  }
});
