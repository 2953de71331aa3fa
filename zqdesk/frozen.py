"""Frozen values: what acts are handed, looks return and papers are drawn from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def frozen(cls: type[T]) -> type[T]: ...


@overload
def frozen(*, kw_only: bool) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T] | None = None, *, kw_only: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """A dataclass that nobody changes once it is made, and that takes no attribute it was not declared with."""

    def made(cls: type[T]) -> type[T]:
        return dataclass(cls, frozen=True, slots=True, kw_only=kw_only)

    return made if cls is None else made(cls)
