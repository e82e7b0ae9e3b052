// The timer of an interview: it only shows and warns, without a sound; nothing is ended by it.
import { digits } from "./page.js";

function tick() {
  for (const timer of document.querySelectorAll("[data-timer][data-began]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - new Date(timer.dataset.began)) / 1000));
    const part = (value) => String(value).padStart(2, "0");
    timer.querySelector("[data-clock]").textContent = digits(`${part(Math.floor(seconds / 60))}:${part(seconds % 60)}`);
    const over = seconds >= Number(timer.dataset.longest) * 60;
    const warning = timer.querySelector("[data-warning]");
    if (over && warning.hidden) {
      warning.hidden = false;
      timer.querySelector("[data-told]").hidden = true;
      timer.toggleAttribute("data-over", true);
    }
  }
}

tick();
setInterval(tick, 1000);
