"""The word catalogue: one key has its text in every language.

A key is `area.name`; the area is also the name of its file, `assets/words/<language>/<area>.json`
(flat objects, values may hold `{named}` places).  The same key finds the pictogram and the voice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

LANGUAGES = ("zh_CN", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language by key."""

    language: str
    texts: Mapping[str, str] = field(repr=False)

    @classmethod
    def load(cls, folder: Path, language: str) -> Words:
        """Read every area of `folder/language`; raises `FileNotFoundError` without the folder."""
        texts: dict[str, str] = {}
        for path in sorted((folder / language).iterdir()):
            if path.suffix == ".json":
                texts.update(msgspec.json.decode(path.read_bytes(), type=dict[str, str]))
        return cls(language, texts)

    def text(self, key: str, **values: object) -> str:
        """Return the text of `key` with its places filled; the key itself where it is missing."""
        text = self.texts.get(key, key)
        return text.format_map({k: str(v) for k, v in values.items()}) if values else text

    def has(self, key: str) -> bool:
        """Tell whether the key has a text."""
        return key in self.texts
