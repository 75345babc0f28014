// Charts: the server draws them, the page adds the numbers for screen readers.

import { h } from "../dom.js";
import { fetchChart } from "../api.js";
import { ground, onGround } from "../theme.js";

const drawn = new Map();

/** A data_visualization block. */
export function chart(block) {
  const image = h("img", { class: "chart-image", alt: `${kind(block)}: ${block.title}` });
  const figure = h("figure", { class: "chart" }, h("figcaption", {}, block.title), image, numbers(block));
  const show = async () => {
    const address = await addressOf(block);
    if (address) image.src = address;
    else image.replaceWith(h("div", { class: "chart-missing" }, "This chart could not be drawn."));
  };
  show();
  onGround(figure, show);
  return figure;
}

function addressOf(block) {
  const key = `${ground()} ${JSON.stringify(block)}`;
  if (!drawn.has(key)) drawn.set(key, fetchChart(block, ground()));
  return drawn.get(key);
}

const kind = (block) => `${block.chart.type[0].toUpperCase()}${block.chart.type.slice(1)} chart`;

function numbers(block) {
  const { segments, series = [], axis_config: axis } = block.chart;
  const rows = segments
    ? segments.map((segment) => [segment.label, segment.value])
    : (axis?.categories ?? []).map((name) => [name, ...series.map((one) => one.data.find((point) => point.label === name)?.value ?? "")]);
  const head = segments ? ["", "Value"] : [axis?.x_label ?? "", ...series.map((one) => one.name)];
  return h(
    "table",
    { class: "unseen" },
    h("caption", {}, `${block.title}, in numbers`),
    h("tr", {}, head.map((name) => (name ? h("th", { scope: "col" }, name) : h("td")))),
    rows.map(([name, ...values]) => h("tr", {}, h("th", { scope: "row" }, name), values.map((value) => h("td", {}, String(value))))),
  );
}
