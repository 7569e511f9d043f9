"""The states in which the operator's pages are pictured: (page, name, how to get there)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ui.demo_station import DEMO_PIN
from ui.viewmodels.buyer import BuyerViewModel
from ui.viewmodels.people import PeopleViewModel
from ui.viewmodels.pin import PinViewModel
from ui.viewmodels.search import SearchViewModel

if TYPE_CHECKING:
    from ui.shots import Stage

Arrange = Callable[["Stage"], None]


def _pin(digits: str, *, times: int = 1) -> Arrange:
    def arrange(stage: Stage) -> None:
        stage.go("pin")
        for _ in range(times):
            stage.settle()
            for digit in digits:
                stage.app.view_model(PinViewModel).typeDigit(digit)
        stage.settle()

    return arrange


def _desk(stage: Stage) -> None:
    stage.kiosk.pickup.receive_parcel(code="YT0001234567")
    stage.as_operator()


def _search(text: str, *, keyboard: bool = False) -> Arrange:
    def arrange(stage: Stage) -> None:
        stage.as_operator()
        stage.fill_basket(3)
        stage.go("search")
        view = stage.app.view_model(SearchViewModel)
        view.setText(text)
        if keyboard:
            view.composer.toggle()  # type: ignore[attr-defined]

    return arrange


def _people(text: str) -> Arrange:
    def arrange(stage: Stage) -> None:
        known = stage.kiosk.residents.find_by_phone(phone="13812345678")
        for name in (
            "王小芳",
            "王大山",
            "阿卜杜拉·买买提·艾合买提江·吐尔逊古丽·阿不都热依木·卡德尔江",
        )[len(known) :]:
            stage.kiosk.residents.register_resident(name=name, phone="13812345678")
        stage.as_operator()
        stage.go("people")
        view = stage.app.view_model(PeopleViewModel)
        view.setText(text)
        stage.settle()
        if view.people.rows:  # type: ignore[attr-defined]
            view.reveal(view.people.rows[0].resident)  # type: ignore[attr-defined]

    return arrange


def _staffed(page: str, lines: int = 3) -> Arrange:
    def arrange(stage: Stage) -> None:
        stage.as_operator()
        stage.fill_basket(lines)
        stage.go(page)

    return arrange


def _name(letters: str) -> Arrange:
    def arrange(stage: Stage) -> None:
        stage.as_operator()
        stage.go("register", {"phone": "13812345678", "writing": True})
        view = stage.app.view_model(BuyerViewModel)
        view.setName("王")
        view.composer.toggle()  # type: ignore[attr-defined]
        for letter in letters:
            view.composer.typeLetter(letter)  # type: ignore[attr-defined]

    return arrange


OPERATOR_ROWS: Final[tuple[tuple[str, str, Arrange], ...]] = (
    ("pin", "enter", _pin(DEMO_PIN[:4])),
    ("pin", "wrong", _pin("111222")),
    ("home", "desk", _desk),
    ("search", "operator", _search("dm")),
    ("search", "operator-keyboard", _search("m", keyboard=True)),
    ("people", "ask", _people("")),
    ("people", "revealed", _people("5678")),
    ("people", "nobody", _people("zzz")),
    ("basket", "operator", _staffed("basket")),
    ("who", "operator", _staffed("who")),
    ("guest", "operator", _staffed("guest")),
    ("register", "written", _name("fang")),
)
