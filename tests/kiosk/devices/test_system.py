"""The tables of system libraries and programs, and the command a machine's owner is told."""

import ctypes.util
import re
from pathlib import Path

from kiosk.devices.system import (
    ESPEAK,
    LIBRARIES,
    POSTGRES,
    PROGRAMS,
    Program,
    Purpose,
    find_program,
    install_command,
    loads,
    missing_libraries,
    missing_programs,
    missing_sound,
)


def test_nothing_is_missing_where_everything_loads() -> None:
    assert missing_libraries(window=True, found=lambda _: True) == ()


def test_a_screen_off_screen_asks_for_less_than_a_window() -> None:
    for_screen = missing_libraries(window=False, found=lambda _: False)
    assert {each.purpose for each in for_screen} == {Purpose.SCREEN}
    assert missing_libraries(window=True, found=lambda _: False) == LIBRARIES


def test_only_what_does_not_load_is_named() -> None:
    missing = missing_libraries(window=False, found=lambda soname: soname != "libEGL.so.1")
    assert [each.package for each in missing] == ["libegl1"]


def test_the_loader_is_asked() -> None:
    assert loads(ctypes.util.find_library("c") or "libc.so.6")
    assert not loads("libvillage-without-a-name.so.7")


def test_programs_that_are_not_found_are_named() -> None:
    assert missing_programs(found=lambda _: Path("here")) == ()
    assert missing_programs(found=lambda _: None) == PROGRAMS


def test_a_program_is_found_in_the_newest_of_its_folders_before_the_path(tmp_path: Path) -> None:
    for version in ("9", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
    for version in ("9", "15"):
        (tmp_path / version / "bin/sh").touch()
    program = Program("sh", "dash", Purpose.HUB_TESTS, f"{tmp_path}/*/bin")
    assert find_program(program) == tmp_path / "15/bin/sh"
    on_path = find_program(Program("sh", "dash", Purpose.HUB_TESTS))
    assert on_path is not None
    assert on_path.is_absolute()
    assert find_program(Program("village-without-a-name", "none", Purpose.HUB_TESTS)) is None


def test_the_server_lies_beside_the_program_that_is_looked_for() -> None:
    found = find_program(POSTGRES)
    assert found is not None
    assert found.with_name("postgres").exists()


def test_the_command_names_each_package_once(tmp_path: Path) -> None:
    (tmp_path / "mirror_dists_bookworm_main_binary-amd64_Packages").touch()
    command = install_command(LIBRARIES, lists=tmp_path)
    assert re.fullmatch(r"sudo apt-get install -y --no-install-recommends( [a-z0-9.-]+)+", command)
    packages = command.split()[5:]
    assert packages == [each.package for each in LIBRARIES]
    assert len(set(packages)) == len(packages)


def test_a_machine_without_package_lists_fetches_them_first(tmp_path: Path) -> None:
    command = install_command(LIBRARIES[:1], lists=tmp_path)
    assert command.startswith("sudo apt-get update && sudo apt-get install -y ")


def test_libraries_and_programs_are_brought_by_one_command() -> None:
    command = install_command((LIBRARIES[0], POSTGRES))
    assert command.endswith(f" {LIBRARIES[0].package} postgresql")


def test_one_sound_library_is_enough_and_no_set_up_waits_for_it() -> None:
    assert missing_sound(found=lambda _: True) == ()
    assert missing_sound(found=lambda soname: soname == "libasound.so.2") == ()
    assert [each.package for each in missing_sound(found=lambda _: False)] == ["libpulse0"]
    assert not {Purpose.SOUND} & {each.purpose for each in LIBRARIES}
    assert ESPEAK not in PROGRAMS
