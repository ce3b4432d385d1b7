// Draws the table of each figure; the numbers come from nowhere else.
/* global echarts */

const COLOURS = {
  "": "--accent", overdue: "--danger", ok: "--ok", late: "--ok", soon: "--level-orange",
  unknown: "--text-3", muted: "--line-2",
};

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function tableOf(figure) {
  const heads = [...figure.querySelectorAll("thead th")].slice(1);
  const rows = [...figure.querySelectorAll("tbody tr")];
  return {
    labels: rows.map((row) => row.cells[0].textContent.trim()),
    series: heads
      .map((head, at) => ({
        name: head.textContent.trim(),
        tone: head.dataset.tone,
        apart: "apart" in head.dataset,
        data: rows.map((row) => {
          const value = row.cells[at + 1].dataset.value;
          return value === undefined ? null : Number(value);
        }),
      }))
      .filter((one) => !one.apart),
  };
}

function optionOf(figure) {
  const { labels, series } = tableOf(figure);
  const kind = figure.dataset.chart;
  const lying = kind === "lying";
  const text = { color: colour("--text-2"), fontFamily: getComputedStyle(document.body).fontFamily };
  const names = {
    type: "category", data: labels, inverse: lying, axisLabel: { ...text, interval: lying ? 0 : "auto" },
    axisLine: { lineStyle: { color: colour("--line-2") } }, axisTick: { show: false },
  };
  const values = {
    type: "value", minInterval: 1, name: figure.dataset.unit, nameTextStyle: text, axisLabel: text,
    splitLine: { lineStyle: { color: colour("--line") } },
    ...(figure.dataset.most ? { max: Number(figure.dataset.most) } : {}),
  };
  return {
    animation: false,
    textStyle: text,
    color: series.map((one) => colour(COLOURS[one.tone] ?? "--accent")),
    title: { show: false, text: figure.dataset.title, left: 0, textStyle: { ...text, color: colour("--text"), fontSize: 15 } },
    legend: { show: series.length > 1, top: 0, right: 0, textStyle: text },
    // Rich text is drawn; the other way writes markup with styles, which the policy of the pages forbids.
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: series.map((one) => ({
      name: one.name,
      type: kind === "line" ? "line" : "bar",
      stack: kind === "stacked" || lying ? "sum" : undefined,
      barMaxWidth: 28,
      symbolSize: 6,
      itemStyle: { opacity: one.tone === "late" ? 0.45 : 1 },
      data: one.data,
    })),
  };
}

function save(figure, chart) {
  chart.setOption({ title: { show: true }, legend: { top: 24 }, grid: { top: 60 } });
  const canvas = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: colour("--surface") });
  chart.setOption({ title: { show: false }, legend: { top: 0 }, grid: { top: 36 } });
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${figure.dataset.title}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

function draw(figure) {
  const picture = figure.querySelector(".chart-picture");
  if (!picture || !window.echarts) return;
  picture.hidden = false;
  const chart = echarts.init(picture, null, { renderer: "canvas" });
  chart.setOption(optionOf(figure));
  new ResizeObserver(() => chart.resize()).observe(picture);
  const button = figure.querySelector("[data-chart-save]");
  button.hidden = false;
  button.addEventListener("click", () => save(figure, chart));
}

document.querySelectorAll("figure[data-chart]").forEach(draw);
