"""One page that shows every picture of a folder with its name; it refers to nothing outside."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

_STYLE = (
    "body{font:16px sans-serif;margin:24px;background:#faf6ee}"
    "main{display:grid;grid-template-columns:repeat(auto-fill,minmax(320px,1fr));gap:24px}"
    "figure{margin:0}img{width:100%;border:1px solid #8d8274}figcaption{padding:4px 0}"
)


def write_contact_sheet(folder: Path, pictures: Iterable[Path]) -> Path:
    """Write `folder/index.html` over pictures that lie below the folder; return its path."""
    figures = "".join(_figure(path.relative_to(folder).as_posix()) for path in pictures)
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title>'
        f"<style>{_STYLE}</style><main>{figures}</main></html>\n"
    )
    path = folder / "index.html"
    path.write_text(page, encoding="utf-8")
    return path


def _figure(name: str) -> str:
    told = escape(name.removesuffix(".png"))
    return (
        f'<figure><a href="{quote(name)}"><img loading="lazy" src="{quote(name)}" alt="{told}"></a>'
        f"<figcaption>{told}</figcaption></figure>"
    )
