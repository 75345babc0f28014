"""What the tests made Slack see: hung as it comes, and drawn by the playground's page at the end.

Whatever a stand-in accepts and whatever a test of views looks at is hung here, a piece for every
block of a shape that was not there yet. When a run that holds the page's own tests ends, each
process draws its pieces in Chromium, so neither the order of the tests nor their processes matter.
"""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
Shape = Any


class Gallery:
    """Pieces to draw: messages, forms and Home tabs."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, Json]] = []
        self._known: set[Shape] = set()

    def hang(self, surface: str, piece: Json) -> None:
        """Keeps a message, "modal" or "home" that shows a block in a shape not seen before."""
        blocks = piece.get("blocks") or []
        shapes = {(surface, shape(block)) for block in blocks}
        if not shapes <= self._known:
            self._known |= shapes
            self.pieces.append((surface, {"text": "", **piece}))

    def on(self, surface: str) -> list[Json]:
        """The pieces of one surface."""
        return [piece for where, piece in self.pieces if where == surface]


def shape(node: Any) -> Shape:
    """What a block is made of, whatever the words in it."""
    if isinstance(node, dict):
        return frozenset((name, _held(name, child)) for name, child in node.items())
    if isinstance(node, list | tuple):
        return frozenset(map(shape, node))
    return node if isinstance(node, bool) else type(node).__name__


def _held(name: str, child: Any) -> Shape:
    return child if name in ("type", "style") and isinstance(child, str) else shape(child)


GALLERY = Gallery()


def undrawn(gallery: Gallery) -> Iterator[str]:
    """What the playground's page cannot draw, or complains of while it draws."""
    from tests.bot.playground_page.exhibition import exhibited

    if gallery.pieces:
        yield from exhibited(gallery)
