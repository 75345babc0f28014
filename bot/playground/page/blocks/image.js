// A picture with its title.

import { h, picture } from "../dom.js";
import { textNodes } from "../mrkdwn.js";

/** An image block. */
export function image(block, surface) {
  const address = block.image_url ?? block.slack_file?.url;
  return h(
    "figure",
    { class: "picture" },
    block.title && h("figcaption", {}, textNodes(block.title, surface.names)),
    picture(address, block.alt_text ?? "", "picture-image"),
  );
}
