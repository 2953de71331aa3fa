"""The one signal that tells the windows what an act has touched."""

from PySide6.QtCore import QObject, Signal

Touched = frozenset[tuple[str, str]]


class Refresh(QObject):
    """Carries the (table, id) pairs of each act; pages decide whether it concerns them."""

    touched = Signal(object)
