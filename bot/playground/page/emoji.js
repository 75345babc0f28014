// The shortcodes the product uses, and a few neighbours; any other stays as it is typed.

const EMOJI = {
  alarm_clock: "⏰", arrow_right: "➡️", bar_chart: "📊", bell: "🔔", black_circle: "⚫", blue_circle: "🔵", bulb: "💡",
  calendar: "📅", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", clap: "👏", clipboard: "📋",
  coffee: "☕", dart: "🎯", email: "✉️", envelope: "✉️", eyes: "👀", fire: "🔥", green_circle: "🟢", hand: "✋",
  handshake: "🤝", heavy_check_mark: "✔️", hourglass: "⌛", hourglass_flowing_sand: "⏳", ice_cube: "🧊",
  information_source: "ℹ️", lock: "🔒", mag: "🔍", memo: "📝", money_with_wings: "💸", moneybag: "💰", muscle: "💪",
  no_bell: "🔕", no_entry: "⛔", orange_circle: "🟠", package: "📦", pause_button: "⏸️", phone: "☎️", telephone_receiver: "📞",
  point_right: "👉", pushpin: "📌", question: "❓", red_circle: "🔴", repeat: "🔁", rocket: "🚀", seedling: "🌱",
  slightly_smiling_face: "🙂", snowflake: "❄️", speech_balloon: "💬", star: "⭐", sunny: "☀️", sunrise: "🌅",
  tada: "🎉", thumbsup: "👍", trophy: "🏆", "+1": "👍", "-1": "👎", thumbsdown: "👎", warning: "⚠️", wave: "👋",
  white_check_mark: "✅", white_circle: "⚪", x: "❌", yellow_circle: "🟡", zzz: "💤", zap: "⚡", crystal_ball: "🔮",
  mirror: "🪞", writing_hand: "✍️", busts_in_silhouette: "👥", bust_in_silhouette: "👤", scales: "⚖️", door: "🚪",
};

/** The sign of a shortcode, or undefined. */
export const emoji = (name) => (Object.hasOwn(EMOJI, name) ? EMOJI[name] : undefined);

/** Text with its shortcodes replaced. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}
