// A Jalali calendar at date inputs, in Persian; loaded when the first one gets the focus. Text may be typed as well.
const base = new URL("../../vendor/jalalidatepicker/", import.meta.url);
let ready;

function load() {
  ready ??= new Promise((resolve) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("jalalidatepicker.min.css", base) }));
    const script = Object.assign(document.createElement("script"), { src: new URL("jalalidatepicker.min.js", base) });
    script.addEventListener("load", () => {
      window.jalaliDatepicker.startWatch({ persianDigits: false, autoShow: false, showTodayBtn: true, showEmptyBtn: true, zIndex: 2000, autoReadOnlyInput: false });
      resolve(window.jalaliDatepicker);
    });
    document.head.append(script);
  });
  return ready;
}

document.addEventListener("focusin", async (event) => {
  const input = event.target;
  if (!input.matches("[data-jdp]")) return;
  const picker = await load();
  // Inside a modal dialog only its own children can be clicked.
  picker.updateOptions({ container: input.closest("dialog") ? `#${input.closest("dialog").id}` : "body" });
  if (document.activeElement === input) picker.show(input);
});

// The calendar reads Latin digits only; those of a Persian or Arabic keyboard are turned before it looks.
function fold(event) {
  const input = event.target;
  if (!input.matches?.("[data-date]") || !/[۰-۹٠-٩]/.test(input.value)) return;
  const at = input.selectionStart;
  input.value = input.value.replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 1776).replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 1632);
  input.setSelectionRange(at, at);
}
addEventListener("input", fold, true);
addEventListener("focus", fold, true);
