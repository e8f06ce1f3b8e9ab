"""`Record`: a frozen tuple with named fields, for the nouns of every room.

It is used like `typing.NamedTuple`, which compiles code of its own for each class: a tenth of a
millisecond at every start, and a check loads dozens of them. A module that defines one begins with
``from __future__ import annotations``, so that no annotation is evaluated either.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, ClassVar, Self, dataclass_transform

    Values = tuple[Any, ...]

    def _field(index: int, doc: str) -> object:
        """What reads one value of a tuple."""
else:  # `typing` takes 2 ms to import, so nothing on the path of a commit imports it
    from _collections import _tuplegetter as _field  # what named tuples read their fields with

    Values = tuple

    def dataclass_transform(**_):
        return lambda each: each


@dataclass_transform(frozen_default=True)
class _Fields(type):
    """Makes each annotated name of a class a field, in the order of the annotations."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _Fields:
        fields = tuple(n for n in namespace.get("__annotations__", ()) if n[0] != "_")
        namespace["_fields"] = fields
        namespace["_defaults"] = {each: namespace[each] for each in fields if each in namespace}
        namespace["__slots__"] = ()
        for index, each in enumerate(fields):
            namespace[each] = _field(index, "")
        return super().__new__(cls, name, bases, namespace)


class Record(Values, metaclass=_Fields):
    """The base of a noun: its annotations are its fields, and what they are set to, defaults."""

    _fields: ClassVar[tuple[str, ...]]
    _defaults: ClassVar[dict[str, Any]]

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """Raises `TypeError` for a field that is missing, unknown or given twice."""
        if named or len(values) != len(cls._fields):
            values += cls._rest(len(values), named)
        return tuple.__new__(cls, values)

    @classmethod
    def _rest(cls, given: int, named: dict[str, Any]) -> tuple[Any, ...]:
        """The values of the fields from the number ``given`` on, taken out of ``named``."""
        others = cls._defaults
        try:
            values = tuple([named.pop(n) if n in named else others[n] for n in cls._fields[given:]])
        except KeyError as error:
            raise TypeError(f"{cls.__name__} needs {error}") from None
        if named or given > len(cls._fields):
            raise TypeError(f"{cls.__name__} takes {cls._fields}, each once")
        return values

    if TYPE_CHECKING:

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            """The record of as many values as it has fields, in their order: nothing is checked."""

    else:
        _make = classmethod(tuple.__new__)

    def _replace(self, **named: Any) -> Self:
        """The same record with other values. Raises `TypeError` for an unknown field."""
        values = list(self)
        for name, value in named.items():
            if name not in self._fields:
                raise TypeError(f"{type(self).__name__} has no {name}")
            values[self._fields.index(name)] = value
        return self._make(values)

    def _asdict(self) -> dict[str, Any]:
        """The values by name."""
        return dict(zip(self._fields, self, strict=True))

    def __getnewargs__(self) -> tuple[Any, ...]:
        """What a copy is made from."""
        return tuple(self)

    def __repr__(self) -> str:
        """As it would be written."""
        values = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({values})"
