"""Make the voice clips `voice/<language>/<clip>.ogg` with espeak-ng and oggenc.

    python assets/build_voice.py [--all]          (or: make voice)

Every clip's text comes from the words and from `kiosk.domain.speech`.  `manifest.json` beside the
clips holds a hash of each text and of how it is spoken; only what changed is made anew, and what
no word needs any more is removed.  The same inputs give the same bytes.  The Debian packages
espeak-ng and vorbis-tools are wanted for building alone.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kiosk.devices.synthesis import SPEED, VOICES, arguments  # noqa: E402 - a script's own folder
from kiosk.domain.speech import PIECES, clips_of, is_chinese  # noqa: E402
from kiosk.domain.words import LANGUAGES, Words  # noqa: E402

QUALITY: Final = "0"
"""oggenc's: about 4 kB a second at 22 kHz; lower ones hiss on s and x."""

PEAK: Final = 29_000
QUIET: Final = 300
"""Samples below this at both ends are cut off, so that the parts of a number join."""

PIECE_SPEED: Final = {"cmn": 150, "en-us": 150}
"""Slower for the pieces of numbers: spoken alone, espeak-ng cuts 二 down to 0.14 s."""

EDGE_S: Final = {True: 0.02, False: 0.08}
"""What is left of the silence at the ends: of a piece of a number, and of any other clip."""


def recipe(name: str, text: str, language: str) -> str:
    """Return the hash of everything that shapes a clip."""
    voice = voice_of(text, language)
    edge = EDGE_S[name in PIECES[language]]
    said = f"{voice}|{speed_of(name, voice)}|{QUALITY}|{PEAK}|{QUIET}|{edge}|{text}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def voice_of(text: str, language: str) -> str:
    """Return espeak-ng's voice for a text: the name of a language is said in that language."""
    return VOICES["zh_CN" if is_chinese(text) or language == "zh_CN" else language]


def speed_of(name: str, voice: str) -> int:
    """Return how fast a clip is spoken, in espeak-ng's words a minute."""
    is_piece = name.startswith(("number.", "money.", "weight."))
    return PIECE_SPEED[voice] if is_piece else SPEED[voice]


def synthesise(name: str, text: str, language: str) -> tuple[int, array[int]]:
    """Return rate and samples of a text; raises `CalledProcessError` where espeak-ng fails."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.wav"
        voice = voice_of(text, language)
        command = ("espeak-ng", *arguments(voice, path, speed=speed_of(name, voice)))
        subprocess.run(command, input=text.encode(), check=True)
        with wave.open(str(path)) as file:
            return file.getframerate(), array("h", file.readframes(file.getnframes()))


def trim(samples: array[int], edge: int) -> array[int]:
    """Cut the silence at both ends down to `edge` samples, and bring the peak to PEAK."""
    loud = [at for at, sample in enumerate(samples) if abs(sample) > QUIET]
    kept = samples[max(0, loud[0] - edge) : loud[-1] + edge]
    gain = PEAK / max(abs(sample) for sample in kept)
    return array("h", (int(sample * gain) for sample in kept))


def encode(rate: int, samples: array[int]) -> bytes:
    """Return Ogg Vorbis, mono; the fixed serial number keeps the bytes the same."""
    raw = io.BytesIO()
    with wave.open(raw, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", "not compressed"))
        file.writeframes(samples.tobytes())
    command = ("oggenc", "-Q", "-q", QUALITY, "--serial", "1", "--discard-comments", "-o", "-", "-")
    return subprocess.run(command, input=raw.getvalue(), capture_output=True, check=True).stdout


def make_clip(name: str, text: str, language: str) -> bytes:
    """Return the clip of a text."""
    rate, samples = synthesise(name, text, language)
    if max(samples, default=0) <= QUIET:
        sys.exit(f"espeak-ng has nothing to say for {language} {name}: {text!r}")
    is_piece = name in PIECES[language]
    return encode(rate, trim(samples, int(EDGE_S[is_piece] * rate)))


def build(language: str, *, everything: bool = False) -> tuple[int, int]:
    """Make what is missing or changed; returns how many clips were made, and how many there are."""
    folder = HERE / "voice" / language
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "manifest.json"
    before = {} if everything or not listed.exists() else json.loads(listed.read_text("utf-8"))
    texts = clips_of(Words.load(HERE / "words", language))
    wanted = {name: recipe(name, text, language) for name, text in sorted(texts.items())}
    made = 0
    for name, digest in wanted.items():
        path = folder / f"{name}.ogg"
        if before.get(name) != digest or not path.exists():
            path.write_bytes(make_clip(name, texts[name], language))
            made += 1
    for path in folder.glob("*.ogg"):
        if path.stem not in wanted:
            path.unlink()
    listed.write_text(json.dumps(wanted, indent=1) + "\n", "utf-8")
    return made, len(wanted)


def main() -> None:
    """Make the clips of every language."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--all", action="store_true", help="make every clip anew")
    given = parser.parse_args()
    if not (shutil.which("espeak-ng") and shutil.which("oggenc")):
        sys.exit(
            "please run: sudo apt-get install -y --no-install-recommends espeak-ng vorbis-tools"
        )
    for language in LANGUAGES:
        made, count = build(language, everything=given.all)
        print(f"{language}: {made} made, {count} in all")


if __name__ == "__main__":
    main()
