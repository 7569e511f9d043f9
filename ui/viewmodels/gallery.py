"""The page of all controls: it has pictures to show and nothing to do."""

from __future__ import annotations

from ui.context import ViewModel
from ui.registry import shown_to_qml


@shown_to_qml
class GalleryViewModel(ViewModel):
    """Everything it needs is what every view model has."""
