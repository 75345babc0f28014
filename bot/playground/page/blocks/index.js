// Which block is drawn by what.

import { h } from "../dom.js";
import { actions } from "./actions.js";
import { alert, card, container } from "./cards.js";
import { chart } from "./chart.js";
import { image } from "./image.js";
import { inputBlock } from "./input.js";
import { richText } from "./rich_text.js";
import { dataTable, table } from "./tables.js";
import { context, divider, firstLine, header, markdownBlock, section } from "./text.js";
import { unknown } from "./unknown.js";

const BLOCKS = {
  actions,
  alert,
  card,
  container,
  context,
  data_table: dataTable,
  data_visualization: chart,
  divider,
  header,
  image,
  input: inputBlock,
  markdown: markdownBlock,
  rich_text: richText,
  section,
  table,
};

/** One block; `about` is the first line of the section above it. */
export function drawBlock(block, surface, about = "") {
  const drawer = Object.hasOwn(BLOCKS, block?.type) ? BLOCKS[block.type] : null;
  if (!drawer) return unknown(block);
  const drawn = drawer(block, surface, about);
  return h("div", { class: `block block-${block.type}`, dataset: { block: block.block_id ?? "", type: block.type } }, drawn);
}

/** The blocks of a message or view, in order; the surface's form knows what is filled in. */
export function drawBlocks(blocks, surface) {
  surface.form.begin();
  let about = "";
  const drawn = blocks.map((block) => {
    if (block?.type === "section") about = firstLine(block, surface);
    else if (block?.type === "divider") about = "";
    return drawBlock(block, surface, about);
  });
  surface.form.end();
  return drawn;
}
