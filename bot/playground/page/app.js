// Starts the page.

import { toast } from "./announce.js";
import { startComposer } from "./composer.js";
import { ask } from "./confirm.js";
import { startConversation } from "./conversation.js";
import { startDrawer } from "./drawer.js";
import { startHead } from "./head.js";
import { icon } from "./icons.js";
import { startModals } from "./modal.js";
import { startSidebar } from "./sidebar.js";
import { act, become, onTrouble, watch } from "./state.js";
import { themeButton } from "./theme.js";
import { startTime } from "./time.js";
import { startTour } from "./tour.js";

const RESET = {
  title: "Begin the story anew?",
  text: "All that was logged, moved or typed here is forgotten, for all three people.",
  yes: "Begin anew",
  no: "Keep it",
  danger: true,
};

async function start() {
  for (const place of document.querySelectorAll("[data-icon]")) place.prepend(icon(place.dataset.icon));
  document.getElementById("tools").append(themeButton());
  onTrouble(toast);
  document.getElementById("reset").addEventListener("click", async () => (await ask(RESET)) && act("reset"));
  for (const begin of [startSidebar, startHead, startConversation, startComposer, startModals, startDrawer, startTime, startTour]) begin();
  watch(({ stage }) => (document.body.dataset.ready = stage));
  try {
    await become(new URL(location.href).searchParams.get("as"));
  } catch (error) {
    toast(error.message);
  }
}

start();
