/* A file dropped on the form is uploaded with a progress bar; without a script the form works by itself. */

for (const form of document.querySelectorAll("[data-dropzone]")) {
  const input = form.querySelector("input[type=file]");
  const bar = form.querySelector("progress");
  const error = form.querySelector(".error");
  const label = form.querySelector("[data-chosen]");
  form.dataset.ready = "";
  input.addEventListener("change", () => {
    if (input.files.length) label.textContent = input.files[0].name;
  });

  const mark = (over) => form.classList.toggle("over", over);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) mark(false);
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    label.textContent = input.files[0].name;
    form.requestSubmit();
  });

  const ready = () => {
    bar.hidden = true;
    form.removeAttribute("aria-busy");
  };
  const fail = (sentence) => {
    ready();
    error.textContent = sentence;
    error.hidden = false;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = total ? (100 * loaded) / total : 0;
    });
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (answer?.open) location.assign(answer.open);
      else fail(answer?.error ?? error.dataset.lost);
    });
    request.addEventListener("error", () => fail(error.dataset.lost));
    error.hidden = true;
    bar.hidden = false;
    form.setAttribute("aria-busy", "true");
    request.send(new FormData(form));
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
