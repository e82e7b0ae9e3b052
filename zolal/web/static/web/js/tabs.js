// Of tabs and stages that are wider than the screen the current one is in view.
for (const row of document.querySelectorAll(".tabs, .stage-bar")) {
  const current = row.querySelector("[aria-current]:not([aria-current='false'])");
  if (!current || row.scrollWidth <= row.clientWidth) continue;
  const [here, whole] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += here.left + here.width / 2 - (whole.left + whole.width / 2);
}
