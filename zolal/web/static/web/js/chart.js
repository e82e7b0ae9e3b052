// Charts on canvas, coloured by the page's tokens, drawn again when light turns dark. Data: see components/chart.html.
import { digits } from "./page.js";

const source = new URL("../../vendor/echarts.common.min.js", import.meta.url);
const drawn = new Map();
let library;

function load() {
  library ??= new Promise((resolve) => {
    const script = Object.assign(document.createElement("script"), { src: source });
    script.addEventListener("load", () => document.fonts.load("16px Vazirmatn").then(() => resolve(window.echarts)));
    document.head.append(script);
  });
  return library;
}

// A custom property as a colour the canvas understands: resolved by the browser on a hidden element.
function colour(name, tone) {
  const probe = document.body.appendChild(document.createElement("i"));
  if (tone) probe.dataset.tone = tone;
  probe.style.color = `var(${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const rtl = () => document.documentElement.dir === "rtl";
const reader = (unit) => (value) => {
  const grouped = (Math.round(value * 10) / 10).toLocaleString("en", { maximumFractionDigits: 1 });
  const text = digits(rtl() ? grouped.replaceAll(",", "٬").replace(".", "٫") : grouped);
  return unit === "share" ? `${text}${rtl() ? "٪" : "%"}` : text;
};

function series(kind, data) {
  const tones = ["teal", "blue", "violet", "orange", "green", "pink", "amber", "slate"];
  return data.series.map((one, index) => {
    const line = colour("--tone", one.tone ?? tones[index % tones.length]);
    const mark = data.mark && index === 0 ? {
      silent: true, symbol: "none", lineStyle: { color: colour("--ink-3"), type: "dashed" },
      label: { formatter: data.mark.label ?? "", color: colour("--ink-3"), position: rtl() ? "insideStartTop" : "insideEndTop" },
      data: [kind === "bars" ? { xAxis: data.mark.value } : { yAxis: data.mark.value }],
    } : undefined;
    return {
      name: one.name, type: kind === "line" || kind === "spark" ? "line" : "bar", data: one.values, color: line, stack: kind === "stack" ? "all" : undefined,
      smooth: 0.25, symbol: "circle", symbolSize: kind === "spark" ? 0 : 5, showSymbol: one.values.length < 2 || kind !== "spark", barMaxWidth: 22,
      itemStyle: { borderRadius: kind === "stack" ? 0 : 3 }, areaStyle: kind === "spark" || kind === "line" ? { opacity: 0.08 } : undefined, markLine: mark,
    };
  });
}

function ring(data) {
  return {
    tooltip: tip(data), legend: { bottom: 0, textStyle: text(), icon: "circle", itemWidth: 8, itemHeight: 8 },
    series: [{ type: "pie", radius: ["58%", "82%"], center: ["50%", "44%"], label: { show: false }, itemStyle: { borderWidth: 2, borderColor: colour("--surface") },
      data: data.labels.map((name, index) => ({ name, value: data.series[0].values[index], itemStyle: { color: colour("--tone", data.tones?.[index] ?? "teal") } })) }],
  };
}

// What is counted has no halves between its marks.
const counts = (data) => data.series.every((one) => one.values.every((value) => value === null || Number.isInteger(value)));
const text = () => ({ fontFamily: "Vazirmatn", color: colour("--ink-2"), fontSize: 12 });
const tip = (data) => ({ trigger: "axis", confine: true, renderMode: "richText", backgroundColor: colour("--raised"), borderColor: colour("--line"), textStyle: text(), valueFormatter: reader(data.unit) });

function option(kind, data) {
  if (kind === "ring") return { ...ring(data), tooltip: { ...tip(data), trigger: "item" }, textStyle: text(), animation: false };
  const spark = kind === "spark";
  // From right to left ECharts 6 gives a line without gaps the room of its outermost label twice over, on a phone all of it.
  const names = { type: "category", data: data.labels, show: !spark, inverse: rtl(), axisLine: { lineStyle: { color: colour("--line") } }, axisTick: { show: false }, axisLabel: text(), boundaryGap: !spark && (kind !== "line" || rtl()) };
  const values = { type: "value", show: !spark, minInterval: counts(data) ? 1 : undefined, position: rtl() ? "right" : "left", max: data.unit === "share" ? 100 : undefined, min: data.unit === "share" && data.from_zero !== false ? 0 : undefined, splitLine: { lineStyle: { color: colour("--line") } }, axisLabel: { ...text(), formatter: reader(data.unit) }, scale: spark };
  const lying = kind === "bars";
  const across = lying ? { ...values, inverse: rtl(), position: "bottom" } : names;
  const upward = lying ? { ...names, inverse: true, position: rtl() ? "right" : "left" } : values;
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches, animationDuration: 300, textStyle: text(), tooltip: tip(data),
    legend: data.series.length > 1 && !spark ? { top: 0, textStyle: text(), icon: "circle", itemWidth: 8, itemHeight: 8 } : undefined,
    grid: spark ? { left: 2, right: 2, top: 4, bottom: 4 } : { left: 8, right: 8, top: data.series.length > 1 ? 36 : 16, bottom: 4, containLabel: true },
    xAxis: across, yAxis: upward, series: series(kind, data),
  };
}

async function draw(element) {
  const data = JSON.parse(document.getElementById(element.dataset.source).textContent);
  const echarts = await load();
  const chart = drawn.get(element) ?? echarts.init(element, null, { renderer: "canvas" });
  drawn.set(element, chart);
  chart.setOption(option(element.dataset.chart, data), true);
}

function all(root = document) {
  for (const [element, chart] of drawn) if (!element.isConnected) chart.dispose(), drawn.delete(element);
  root.querySelectorAll("[data-chart]").forEach((element) => drawn.has(element) || draw(element));
}

all();
document.addEventListener("htmx:afterSettle", () => all());
// On paper nothing unfolds and nothing is pointed at: the tables beside the charts are open there.
const folded = new Set();
addEventListener("beforeprint", () => {
  for (const table of document.querySelectorAll("details:not([open]):has(table)")) if (table.parentElement.querySelector("[data-chart]")) folded.add(table), table.open = true;
  drawn.forEach((chart) => chart.resize());
});
addEventListener("afterprint", () => { folded.forEach((table) => { table.open = false; }); folded.clear(); drawn.forEach((chart) => chart.resize()); });
addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach((_, element) => draw(element)));
new MutationObserver(() => drawn.forEach((_, element) => draw(element))).observe(document.documentElement, { attributeFilter: ["data-theme"] });
