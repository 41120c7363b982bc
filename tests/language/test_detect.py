"""English is told from other languages."""

from __future__ import annotations

import pytest

from parallax.language.detect import language_of


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was closed on Monday after a crane fell into the water, the port said.",
        "Mayor wins",
        "",
    ],
)
def test_english_and_short_texts_use_the_english_pipeline(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Der Hafen wurde am Montag geschlossen, nachdem ein Kran ins Wasser gefallen war, teilte die Behörde mit.",
        "Le port a été fermé lundi après la chute d'une grue dans l'eau, a indiqué la direction du port.",
        "El puerto fue cerrado el lunes después de que una grúa cayera al agua, según informó la autoridad.",
        "Порт был закрыт в понедельник после падения крана в воду, сообщили власти города.",
        "港口周一关闭",
        "أُغلق الميناء يوم الاثنين بعد سقوط رافعة في الماء",
    ],
)
def test_other_languages_do_not(text: str) -> None:
    assert language_of(text) == "und"
