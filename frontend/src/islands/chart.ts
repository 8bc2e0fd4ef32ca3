// Charts from data the page gives: `<div data-island="chart" data-chart='{…}'>`. The page also
// prints the same numbers as a table, so the drawing is only drawing; a click on a bar follows its
// address.
import { BarChart, FunnelChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, FunnelChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface Series {
  name: string;
  /** Colour: a custom property of the design system without its dashes, such as `stage-1`. */
  tone: string;
  values: (number | null)[];
}

interface Chart {
  kind: "bars" | "lines" | "funnel";
  categories: string[];
  series: Series[];
  /** Address to follow per category. */
  links?: string[];
  /** Appended to numbers, for example 万. */
  unit?: string;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function axes(chart: Chart): object {
  const text = { color: colour("ink-soft"), fontSize: 12 };
  const line = { lineStyle: { color: colour("line") } };
  return {
    grid: { left: 8, right: 12, top: chart.series.length > 1 ? 32 : 12, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: chart.categories, axisLabel: text, axisLine: line, axisTick: { show: false } },
    yAxis: { type: "value", axisLabel: text, splitLine: line },
  };
}

function series(chart: Chart): object[] {
  if (chart.kind === "funnel") {
    const first = chart.series[0]!;
    const data = chart.categories.map((name, at) => ({
      name,
      value: first.values[at] ?? 0,
      itemStyle: { color: colour(`stage-${(at % 6) + 1}`) },
    }));
    const label = { color: colour("ink"), formatter: `{b}  {c}${chart.unit ?? ""}` };
    return [{ type: "funnel", sort: "none", gap: 2, left: 8, right: "36%", top: 4, bottom: 4, data, label }];
  }
  return chart.series.map((one) => ({
    type: chart.kind === "bars" ? "bar" : "line",
    name: one.name,
    data: one.values,
    barMaxWidth: 28,
    showSymbol: false,
    itemStyle: { color: colour(one.tone), borderRadius: chart.kind === "bars" ? [3, 3, 0, 0] : 0 },
  }));
}

function options(chart: Chart): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: { trigger: chart.kind === "funnel" ? "item" : "axis", confine: true, appendTo: "body" },
    legend: { show: chart.kind !== "funnel" && chart.series.length > 1, top: 0, textStyle: { color: colour("ink") } },
    ...(chart.kind === "funnel" ? {} : axes(chart)),
    series: series(chart),
  };
}

export function mount(element: HTMLElement): void {
  const chart = JSON.parse(element.dataset.chart ?? "{}") as Chart;
  const drawn: EChartsType = init(element, null, { renderer: "svg" });
  const draw = (): void => drawn.setOption(options(chart), true);
  draw();
  drawn.on("click", ({ dataIndex }) => {
    const link = chart.links?.[dataIndex as number];
    if (link) location.assign(link);
  });
  new ResizeObserver(() => drawn.resize()).observe(element);
  document.addEventListener("theme:changed", draw);
}
