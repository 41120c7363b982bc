"""What walking over the elements of a document has in common, whatever their names: handlers by local name, words that
are said into the text or aside, and blocks that are apart from the paragraph in hand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any

from parallax.intake.office.flow import Block, Flow
from parallax.intake.office.xml_parts import child, local
from parallax.raised import raised


class Walk(ABC):
    """One walk. A subclass fills `_handlers`, and says in `_words` what an element without one is to a reader."""

    def __init__(self, skipped: Collection[str]) -> None:
        self._flow = Flow()
        self._counts: Counter[str] = Counter()
        self._aside = [""]  # why the words in hand are left out, the innermost last; empty where they are not
        self._handlers: dict[str, Callable[[Any], None]] = {}
        self._skipped = skipped
        self._raised = False  # whether the words in hand stand raised

    @abstractmethod
    def _words(self, element: Any) -> None:
        """The words of an element and of those in it."""

    def _walk(self, element: Any) -> None:
        name = local(element.tag)
        handler = self._handlers.get(name)
        if handler is not None:
            handler(element)
        elif name and name not in self._skipped:
            self._words(element)

    def _children(self, element: Any) -> None:
        for one in element:
            self._walk(one)

    def _say(self, words: str) -> None:
        if self._raised:
            words = raised(words)
        if self._aside[-1]:
            self._flow.say_aside(words, self._aside[-1])
        else:
            self._flow.say(words)

    def _within(self, why: str, element: Any) -> None:
        """The words of an element, left out for a reason; within another reason, for that one."""
        self._aside.append(self._aside[-1] or why)
        self._words(element)
        self._aside.pop()

    def _apart(self, elements: Iterable[Any], why: str = "") -> list[Block]:
        """The blocks of elements that do not belong to the paragraph in hand; all left out where there is a reason."""
        self._aside.append(self._aside[-1] or why)
        self._flow.open()
        self._children(elements)
        blocks = self._flow.shut()
        self._aside.pop()
        return blocks

    def _read_above(self, element: Any, base: str, reading: str) -> None:
        """A word, and behind it in brackets the reading that stands above it."""
        for kind, before, behind in ((base, "", ""), (reading, "(", ")")):
            part = child(element, kind)
            if part is not None:
                self._say(before)
                self._words(part)
                self._say(behind)
