"""Charts: the JSON of a data_visualization block, drawn as SVG with pygal."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import pygal
from pygal.etree import etree
from pygal.style import Style

from bot.playground.records import Json, Unreadable

sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]
# pygal leaves a finder behind for its maps that Python 3.11 warns of at every import.

WIDTH, HEIGHT = 560, 280
INK = {"light": ("#1d1c1d", "#616061", "#dddddd"), "dark": ("#d1d2d3", "#9a9b9e", "#3a3c41")}
"""By ground: words, small words, and the lines behind."""
COLOURS = {
    "light": ("#2f6f5b", "#d08a2e", "#4a6fa5", "#a14a5f", "#7a6bb0", "#5c8a3a"),
    "dark": ("#5fb394", "#e3b062", "#82a7dc", "#d98a9c", "#b3a6e3", "#9ac46f"),
}
MORE = ("#8a8d91", "#b9754f", "#3f8f96", "#8c5f8f", "#6b7a3a", "#b0a050")
"""For a pie of up to twelve."""
BOLD, FAINT = ".9", ".4"
"""How dense colours are: areas lie one upon the other."""
FONTS = "Lato, 'Helvetica Neue', Arial, sans-serif"


def chart(block: Json, theme: str) -> str:
    """The block as SVG on a transparent ground, without its title; raises Unreadable."""
    told: Json = block["chart"] if isinstance(block.get("chart"), dict) else {}
    kind = told.get("type")
    if kind not in KINDS:
        raise Unreadable(
            f"There is no chart of the type “{kind}”; Slack has pie, bar, line and area."
        )
    try:
        drawn = KINDS[kind](told, theme if theme in INK else "light")
        return _written(drawn.render_tree(), described(block))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"The numbers of that {kind} chart cannot be read.") from error


def _written(drawn: Any, words: str) -> str:
    """The picture as text, with words for whoever cannot see it and without pygal's script."""
    for node in drawn.findall("defs"):
        for script in node.findall("script"):
            node.remove(script)
    for title in drawn.findall("title"):
        title.tag, title.text = "desc", words
    return str(etree.tostring(drawn, encoding="unicode"))


def described(block: Json) -> str:
    """The chart in a sentence, for whoever cannot see it."""
    told: Json = block.get("chart") or {}
    if told.get("type") == "pie":
        parts = [f"{one['label']} {_number(one['value'])}" for one in told.get("segments", [])]
    else:
        parts = [
            f"{one['name']}: "
            + ", ".join(f"{point['label']} {_number(point['value'])}" for point in one["data"])
            for one in told.get("series", [])
        ]
    return f"{str(told.get('type', '')).capitalize()} chart. {'; '.join(parts)}."


def _pie(told: Json, theme: str) -> Any:
    drawn = pygal.Pie(inner_radius=0.55, **_look(theme))
    for segment in told["segments"]:
        drawn.add(segment["label"], _value(segment["value"]))
    return drawn


def _along_an_axis(
    made: Callable[..., Any], opacity: str = BOLD, **ways: Any
) -> Callable[[Json, str], Any]:
    def draw(told: Json, theme: str) -> Any:
        axis = told.get("axis_config") or {}
        labels = axis.get("categories") or _labels(told["series"])
        drawn = made(
            x_title=axis.get("x_label"),
            y_title=axis.get("y_label"),
            show_minor_y_labels=False,
            y_labels_major_count=4,
            include_x_axis=True,
            **_look(theme, opacity),
            **ways,
        )
        drawn.x_labels = labels
        drawn.show_legend = len(told["series"]) > 1
        for series in told["series"]:
            known = {point["label"]: _value(point["value"]) for point in series["data"]}
            drawn.add(series["name"], [known.get(label) for label in labels])
        return drawn

    return draw


KINDS: dict[str, Callable[[Json, str], Any]] = {
    "pie": _pie,
    "bar": _along_an_axis(pygal.Bar, rounded_bars=3),
    "line": _along_an_axis(pygal.Line, dots_size=3),
    "area": _along_an_axis(pygal.Line, FAINT, fill=True, dots_size=2),
}


def _look(theme: str, opacity: str = BOLD) -> Json:
    words, small, lines = INK[theme]
    style = Style(
        background="transparent",
        plot_background="transparent",
        foreground=small,
        foreground_strong=words,
        foreground_subtle=lines,
        guide_stroke_color=lines,
        major_guide_stroke_color=lines,
        guide_stroke_dasharray="none",
        major_guide_stroke_dasharray="none",
        opacity=opacity,
        stroke_width="2",
        stroke_width_hover="2",
        opacity_hover="1",
        transition="0s",
        colors=COLOURS[theme] + MORE,
        font_family=FONTS,
        label_font_size=12,
        major_label_font_size=12,
        legend_font_size=13,
        title_font_size=13,
        value_font_size=12,
        tooltip_font_size=12,
    )
    return {
        "style": style,
        "width": WIDTH,
        "height": HEIGHT,
        "margin": 8,
        "spacing": 8,
        "js": (),
        "disable_xml_declaration": True,
        "explicit_size": True,
        "legend_box_size": 10,
        "truncate_legend": -1,
        "truncate_label": 14,
        "value_formatter": _number,
    }


def _labels(series: Sequence[Json]) -> list[str]:
    return list(dict.fromkeys(str(point["label"]) for one in series for point in one["data"]))


def _value(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(value)
    return value


def _number(value: float) -> str:
    """12,000, 0.25: no more digits than there are."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
