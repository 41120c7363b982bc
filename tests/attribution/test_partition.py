from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parallax.article import Article
from parallax.attribution.partition import Partition, own_names

THINGS = range(7)
DEEDS = st.lists(st.tuples(st.booleans(), st.sampled_from(THINGS), st.sampled_from(THINGS)), max_size=30)


@given(DEEDS)
def test_a_deed_is_refused_exactly_when_those_before_it_forbid_it(deeds: list[tuple[bool, int, int]]) -> None:
    partition: Partition[int] = Partition()
    groups = [{x} for x in THINGS]
    apart: list[tuple[int, int]] = []
    for joins, a, b in deeds:
        one, two = (next(g for g in groups if x in g) for x in (a, b))
        if joins:
            allowed = one is two or not any((x in one and y in two) or (x in two and y in one) for x, y in apart)
            if allowed and one is not two:
                groups.remove(two)
                one |= two
            assert partition.join(a, b) is allowed
        else:
            assert partition.keep_apart(a, b) is (one is not two)
            if one is not two:
                apart.append((a, b))
    for a in THINGS:
        for b in THINGS:
            one, two = (next(g for g in groups if x in g) for x in (a, b))
            assert (partition.find(a) == partition.find(b)) is (one is two)
            forbidden = any((x in one and y in two) or (x in two and y in one) for x, y in apart)
            assert partition.apart(a, b) is forbidden
    assert sorted(map(sorted, partition.sets(THINGS))) == sorted(map(sorted, groups))


def test_articles_of_one_text_have_names_of_their_own_in_any_order() -> None:
    one, two = Article.from_text("Rain fell.", outlet="Ledger"), Article.from_text("Rain fell.", outlet="Courier")
    assert own_names([one, two]) == own_names([two, one])[::-1]
    assert len(set(own_names([one, two, one]))) == 3
