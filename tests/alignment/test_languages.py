"""Other languages and scripts align by their letters, numbers and names, through the parse that has no pipeline."""

from __future__ import annotations

import pytest

from parallax.alignment import features, pair_links, relation
from parallax.alignment.features import SentenceFeatures
from parallax.article import Article
from parallax.language import parse

GERMAN = (
    "Der Damm oberhalb von Orrinsee brach am Dienstag und überflutete 340 Häuser.\n"
    "Bürgermeisterin Lucia Ortiz ließ die Unterstadt noch in der Nacht räumen.\n"
    "Die Schulen im Bezirk bleiben bis Montag geschlossen.",
    "Freiwillige aus Brackwell brachten Decken und Suppe in die Sporthalle.\n"
    "Am Dienstag ist der Damm oberhalb von Orrinsee gebrochen, 340 Häuser wurden überflutet.\n"
    "Lucia Ortiz, die Bürgermeisterin, hatte die Unterstadt in der Nacht räumen lassen.",
)
RUSSIAN = (
    "Плотина выше города Оррино прорвалась во вторник, затоплено 340 домов.\n"
    "Мэр Лусия Ортис ночью приказала эвакуировать нижний город.\n"
    "Школы района закрыты до понедельника.",
    "Волонтёры из Браквелла привезли одеяла и горячий суп.\n"
    "Во вторник прорвалась плотина выше города Оррино, вода затопила 340 домов.\n"
    "Эвакуировать нижний город ночью приказала мэр Лусия Ортис.",
)
ARABIC = (
    "انهار السد فوق بلدة أورين صباح الثلاثاء وغمرت المياه 340 منزلا.\n"
    "أمرت رئيسة البلدية لوسيا أورتيز بإخلاء الحي السفلي خلال الليل.\n"
    "تبقى مدارس المنطقة مغلقة حتى يوم الاثنين.",
    "أحضر متطوعون من براكويل بطانيات وحساء ساخنا.\n"
    "غمرت المياه 340 منزلا بعد أن انهار السد فوق بلدة أورين الثلاثاء.\n"
    "رئيسة البلدية لوسيا أورتيز أمرت خلال الليل بإخلاء الحي السفلي.",
)
CHINESE = (
    "奥林湖镇上方的大坝周二凌晨决堤，淹没了340户房屋。\n市长露西娅·奥尔蒂斯连夜下令疏散下城居民。\n该区学校将停课至下周一。",
    "布拉克韦尔的志愿者送来了毛毯和热汤。\n周二凌晨，奥林湖镇上方的大坝决堤，340户房屋被淹没。\n市长露西娅·奥尔蒂斯下令连夜疏散下城的居民。",
)


def read(text: str) -> SentenceFeatures:
    article = Article.from_text(text)
    return features(article, parse(article))


@pytest.mark.parametrize("texts", [GERMAN, RUSSIAN, ARABIC, CHINESE], ids=["German", "Russian", "Arabic", "Chinese"])
def test_two_reports_in_one_language_link_what_both_say(texts: tuple[str, str]) -> None:
    a, b = map(read, texts)
    assert relation(a, b) == "reports"
    assert {(k.i, k.j) for k in pair_links(a, b, "reports")} == {(0, 1), (1, 2)}


@pytest.mark.parametrize("texts", [GERMAN, RUSSIAN, ARABIC, CHINESE], ids=["German", "Russian", "Arabic", "Chinese"])
def test_a_version_is_known_in_any_script(texts: tuple[str, str]) -> None:
    a = read(texts[0])
    b = read(texts[0].replace("340", "412"))
    assert relation(a, b) == "versions"
    assert [(k.i, k.j) for k in pair_links(a, b, "versions")] == [(0, 0), (1, 1), (2, 2)]


def test_the_roles_of_paragraphs_reach_their_sentences() -> None:
    article = Article.from_text(GERMAN[0], title="Dammbruch in Orrinsee")
    assert features(article, parse(article)).roles == ("headline", "body", "body", "body")
