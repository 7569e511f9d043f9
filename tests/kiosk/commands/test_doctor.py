"""What the doctor counts as a lack, and what only as a pity."""

from pathlib import Path

from kiosk.commands.doctor import Finding, examine, is_well


def test_a_machine_is_well_without_what_it_can_do_without() -> None:
    there = Finding("Qt", True, "6.11")
    silent = Finding("loudspeaker", False, "none", "connect one", needed=False)
    lacking = Finding("records", False, "damaged")
    assert is_well([there, silent])
    assert not is_well([there, lacking])
    assert [each.mark for each in (there, silent, lacking)] == [" ok ", " no ", "LACK"]


def test_sound_is_looked_at_and_a_lack_comes_with_its_remedy(tmp_path: Path) -> None:
    found = {each.name: each for each in examine(tmp_path)}
    for name in ("loudspeaker", "spoken names"):
        assert not found[name].needed
        assert found[name].remedy
