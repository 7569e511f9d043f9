"""The table of pages: the name navigation uses, the QML file, the view model, the prompt.

Pages that share a view model share its one instance, so a purchase goes through several pages
with one memory.  View models are imported when a page first opens; the start stays quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from ui.context import ViewModel

QML: Final = Path(__file__).parent / "qml"


@dataclass(frozen=True)
class PageSpec:
    """One page.

    `view_model` is `module:Class` below `ui.viewmodels`; the page gets it as the required property
    `view`.  `prompt` is the word key that is said on entering; empty where the view model speaks.
    `operator` pages open in operator mode only; without it they ask for the PIN first.
    """

    name: str
    qml: str
    view_model: str
    prompt: str = ""
    operator: bool = False

    @property
    def url(self) -> str:
        """Return the file URL of the page."""
        return (QML / "Kiosk" / "Pages" / self.qml).as_uri()

    def view_model_class(self) -> type[ViewModel]:
        """Import and return the class of the view model."""
        module, _, name = self.view_model.partition(":")
        found: type[ViewModel] = getattr(import_module(f"ui.viewmodels.{module}"), name)
        return found


SHELL_PAGES: Final = (
    PageSpec("home", "HomePage.qml", "home:HomeViewModel", "home.prompt"),
    PageSpec("categories", "CategoryPage.qml", "goods:GoodsViewModel", "shop.prompt_categories"),
    PageSpec("products", "ProductsPage.qml", "goods:GoodsViewModel", "shop.prompt_products"),
    PageSpec("search", "SearchPage.qml", "search:SearchViewModel", "shop.prompt_search"),
    PageSpec("basket", "BasketPage.qml", "basket:BasketViewModel", "basket.prompt"),
    PageSpec("parked", "ParkedPage.qml", "home:HomeViewModel", "basket.prompt_parked"),
)

CHECKOUT_PAGES: Final = (
    PageSpec("who", "WhoPage.qml", "buyer:BuyerViewModel", "who.prompt"),
    PageSpec("guest", "GuestPage.qml", "buyer:BuyerViewModel", "who.guest_prompt"),
    PageSpec("phone", "PhonePage.qml", "buyer:BuyerViewModel", "who.phone_title"),
    PageSpec("register", "RegisterPage.qml", "buyer:BuyerViewModel", "who.surname"),
    PageSpec("review", "ReviewPage.qml", "checkout:CheckoutViewModel"),
    PageSpec("cash", "CashPage.qml", "checkout:CheckoutViewModel", "pay.tap"),
    PageSpec("done", "DonePage.qml", "slip:SlipViewModel"),
    PageSpec("collect", "CollectPage.qml", "collect:CollectViewModel", "collect.prompt"),
    PageSpec("handover", "HandOverPage.qml", "handover:HandOverViewModel"),
    PageSpec("collected", "CollectedPage.qml", "handover:HandOverViewModel", "collect.collected"),
    PageSpec("parcels", "ParcelsPage.qml", "parcels:ParcelsViewModel", "parcels.hint", True),
    PageSpec(
        "attention", "AttentionPage.qml", "attention:AttentionViewModel", "attention.title", True
    ),
    PageSpec("orders", "OrdersPage.qml", "orders:OrdersViewModel", "orders.title", True),
    PageSpec("ask", "AskOperatorPage.qml", "ask:AskViewModel"),
    PageSpec("problem", "ProblemPage.qml", "problem:ProblemViewModel"),
)
"""Who, review, cash, slip, collect and the operator's pages."""

OPERATOR_PAGES: Final = (
    PageSpec("pin", "PinPage.qml", "pin:PinViewModel"),
    PageSpec("people", "PeoplePage.qml", "people:PeopleViewModel", "people.prompt", True),
)

PRACTICE_PAGES: Final = (
    PageSpec("lessons", "LessonsPage.qml", "lessons:LessonsViewModel", "practice.prompt"),
    PageSpec("lesson", "LessonPage.qml", "lessons:LessonsViewModel"),
    PageSpec("signs", "SignsPage.qml", "signs:SignsViewModel", "practice.sign_1"),
    PageSpec("praise", "PraisePage.qml", "lessons:LessonsViewModel", "practice.praise_spoken"),
)

GALLERY_PAGES: Final = (PageSpec("gallery", "GalleryPage.qml", "gallery:GalleryViewModel"),)
"""For whoever builds the screens; nothing leads there but `kiosk run --gallery`."""

PAGES: Final = {
    page.name: page
    for page in (
        *SHELL_PAGES,
        *CHECKOUT_PAGES,
        *OPERATOR_PAGES,
        *PRACTICE_PAGES,
        *GALLERY_PAGES,
    )
}
