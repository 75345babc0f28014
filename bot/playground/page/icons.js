// The page's own signs, drawn as lines.

const PATHS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  more: "M10 4.5v.01M10 10v.01M10 15.5v.01",
  braces: "M7 3.5C5 3.5 5.5 6 5.5 7.5 5.5 9 5 10 3.5 10 5 10 5.5 11 5.5 12.5c0 1.5-.5 4 1.5 4M13 3.5c2 0 1.5 2.5 1.5 4 0 1.5.5 2.5 2 2.5-1.5 0-2 1-2 2.5 0 1.5.5 4-1.5 4",
  close: "M5 5l10 10M15 5L5 15",
  send: "M3.5 10L16.5 4l-4 12-3-5zM9.5 11l7-7",
  clip: "M14.5 9.5l-5 5a3.2 3.2 0 01-4.5-4.5l5.8-5.8a2.1 2.1 0 013 3L8 13a1 1 0 01-1.5-1.5l5-5",
  bolt: "M11 2.5L4.5 11.5H9.5L8.5 17.5 15.5 8H10.5z",
  chevron: "M5.5 8l4.5 4.5L14.5 8",
  sun: "M10 6.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
  moon: "M16.5 11.5A6.5 6.5 0 018.5 3.5a6.5 6.5 0 108 8z",
  auto: "M10 3a7 7 0 100 14 7 7 0 000-14zM10 3v14M10 6.5h3.5M10 10h6.8M10 13.5h5.5",
  play: "M6.5 4l9 6-9 6z",
  stop: "M5.5 5.5h9v9h-9z",
  clock: "M10 3a7 7 0 100 14 7 7 0 000-14M10 6v4l2.8 2",
  sunrise: "M3 14.5h14M5.5 14.5a4.5 4.5 0 019 0M10 3.5V7M3.8 8.3l1.6 1.3M16.2 8.3l-1.6 1.3",
  week: "M4 5h12v11.5H4zM4 8.5h12M7.5 3v3M12.5 3v3",
  reset: "M4.5 6.5V3M4.5 6.5H8M4.8 6.3A6.5 6.5 0 113.5 11",
  compass: "M10 3a7 7 0 100 14 7 7 0 000-14M12.8 7.2l-1.6 4-4 1.6 1.6-4z",
  home: "M3.5 9.5L10 4l6.5 5.5M5.5 8.5v7.5h9V8.5M8.5 16v-4h3v4",
  check: "M4.5 10.5l4 4 7-9",
  arrow: "M10 4v12M5 11l5 5 5-5",
  copy: "M7 7h9v9H7zM4 13V4h9",
  eye: "M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 8a2 2 0 100 4 2 2 0 000-4",
};

/** A sign that says nothing to screen readers; what it means stands beside it. */
export function icon(name, extra = "") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name} ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
