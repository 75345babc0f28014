"""manifest.yml as it travels with the product, and the scopes that it asks for."""

import importlib.resources
import re
from pathlib import Path


def manifest() -> str:
    """The manifest: beside the package in a wheel, at the top of a checkout."""
    packed = importlib.resources.files("bot").joinpath("manifest.yml")
    if packed.is_file():
        return packed.read_text(encoding="utf-8")
    return (Path(__file__).parent.parent / "manifest.yml").read_text(encoding="utf-8")


def scopes() -> set[str]:
    """The bot scopes that the manifest asks for."""
    block = re.search(r"^    bot:\n((?:      - .+\n)+)", manifest(), re.MULTILINE)
    assert block is not None
    return {line.strip("- \n") for line in block.group(1).splitlines()}
