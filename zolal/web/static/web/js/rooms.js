// The rooms of the quality centre stand beside the page where there is room, and fold up where there is not.
const narrow = matchMedia("(width < 72rem)");

function fold() {
  document.querySelectorAll("details.rooms").forEach((rooms) => { rooms.open = !narrow.matches; });
}

fold();
narrow.addEventListener("change", fold);
