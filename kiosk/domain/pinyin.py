"""Characters by how they are read: what an operator without a keyboard writes names with.

The table is a text of lines `syllable characters`, the likeliest character first; ü is typed v,
and lü and nü also as identity papers write them, lyu and nyu.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

LETTERS_MOST: Final = 6
"""The longest syllables, zhuang and others, have six letters."""
_PAPERS: Final = {"lyu": "lv", "nyu": "nv", "lue": "lve", "nue": "nve"}


@dataclass(frozen=True)
class PinyinTable:
    """Syllable → its characters as one text, the likeliest first."""

    syllables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, lines: Iterable[str]) -> PinyinTable:
        """Read the lines of a table; lines that are none are passed over."""
        pairs = (line.split() for line in lines)
        return cls({pair[0]: pair[1] for pair in pairs if len(pair) == 2})

    def candidates(self, letters: str) -> str:
        """Return the characters that letters may mean: those read so, then those that begin so.

        Empty for no letters and for what begins no syllable.
        """
        typed = letters.lower()[:LETTERS_MOST]
        typed = _PAPERS.get(typed, typed)
        if not typed:
            return ""
        whole = self.syllables.get(typed, "")
        return "".join(dict.fromkeys(whole + self._begun(typed)))

    def is_begun(self, letters: str) -> bool:
        """Tell whether some syllable begins with the letters, so that one more makes sense."""
        typed = letters.lower()
        known = (*self.syllables, *_PAPERS)
        return any(one.startswith(typed) for one in known)

    def _begun(self, typed: str) -> str:
        """Return the characters of longer syllables, by turns, so that each shows early."""
        longer = [
            chars for one, chars in self.syllables.items() if one != typed and one.startswith(typed)
        ]
        most = max(map(len, longer), default=0)
        return "".join(
            chars[place] for place in range(most) for chars in longer if place < len(chars)
        )
