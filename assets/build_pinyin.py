"""Make `pinyin/characters.txt`: a syllable, then every character read so, the likeliest first.

    python assets/build_pinyin.py

Needs pypinyin, for the readings.  The order is our own: family names by how common they are, the
characters of given names (both in `tables/name_characters.txt`), then those of the words and the
demo goods by how often they stand there, then the two levels of GB 2312-80 (level 1 holds the
3,755 characters in daily use), then the rest of the block.  A character's usual reading goes
before its rarer ones, which come after everybody's usual ones of the same rank.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from pypinyin.pinyin_dict import pinyin_dict

HERE: Final = Path(__file__).parent
OUT: Final = HERE / "pinyin" / "characters.txt"
NAMES: Final = HERE / "tables" / "name_characters.txt"
BLOCK: Final = range(0x4E00, 0xA000)
"""The unified characters; what is rarer is typed by the system's input method."""
GB2312_LEVEL_2: Final = 0xD8
"""First byte of level 2 in EUC-CN."""

Key = tuple[int, int, int, int]


def plain(reading: str) -> str:
    """Return a reading without its tone, ü as v: lǚ becomes lv."""
    parts = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in parts if c.isascii() and c.isalpha())


def readings(code: int) -> list[str]:
    """Return the readings of a character without tones, its usual one first."""
    return list(dict.fromkeys(filter(None, map(plain, pinyin_dict.get(code, "").split(",")))))


def names() -> tuple[dict[str, int], dict[str, str]]:
    """Return each name character's place, and the family names that are read in their own way."""
    place: dict[str, int] = {}
    own: dict[str, str] = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for word in line.split()[1:]:
            characters, _, reading = word.partition("=")
            for character in characters:
                place.setdefault(character, len(place))
            if reading:
                own[characters[-1]] = reading
    return place, own


def counts() -> Counter[str]:
    """Return how often each character stands in our own words and goods."""
    texts = [(HERE / "demo" / "goods.csv").read_text(encoding="utf-8")]
    for path in sorted((HERE / "words" / "zh_CN").glob("*.json")):
        texts += json.loads(path.read_text(encoding="utf-8")).values()
    return Counter(c for text in texts for c in text if ord(c) in BLOCK)


def level(character: str) -> int:
    """Return 1 or 2, the level of GB 2312-80, or 3 outside it."""
    try:
        first = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 3
    return 2 if first >= GB2312_LEVEL_2 else 1


def build() -> dict[str, str]:
    """Return syllable → characters."""
    place, own = names()
    count = counts()
    ranked: dict[str, list[tuple[Key, str]]] = defaultdict(list)
    for code in BLOCK:
        character = chr(code)
        known = readings(code)
        if character in own:
            known = list(dict.fromkeys([own[character], *known]))
        for nth, syllable in enumerate(known):
            rare = int(nth > 0 and not (nth == 1 and character in own))
            named = place.get(character, 9999)
            rank = 0 if named < 9999 and not rare else level(character) + 3 * rare
            ranked[syllable].append(((rank, named, -count[character], code), character))
    return {one: "".join(c for _, c in sorted(ranked[one])) for one in sorted(ranked)}


def main() -> None:
    """Write the file."""
    OUT.parent.mkdir(exist_ok=True)
    lines = [f"{syllable} {characters}\n" for syllable, characters in build().items()]
    OUT.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
