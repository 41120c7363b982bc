"""Make the fixed weights that alignment reads: of words and letter groups, and of the evidence for a link.

    python -m pip install wordfreq==3.1.1 numpy platformdirs
    PYTHONPATH=desktop python desktop/training/word_weights.py words
    PYTHONPATH=desktop python desktop/training/word_weights.py evidence OUTLETS_TRAIN OUTLETS_DEV VERSIONS_TRAIN

`words` needs wordfreq; `evidence` needs stories with gold links between sentences (ECB+) and pairs of versions with
known links, each a JSON object a line, and takes its features from the program itself. Both are deterministic and write
into `resources/models`; the card there is `word-weights.md`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from parallax.alignment.evidence import COLUMNS, candidates
from parallax.alignment.features import features_of
from parallax.alignment.folding import words_of
from parallax.alignment.weights import BUCKETS, EVIDENCE, STEP, TABLE, grams_of
from parallax.paths import resource

SENTENCE = 25
"""Words of a sentence of news, for which the weight of a word says how rarely one holds it."""

ENGLISH_LEAST = 10**-6.0
OTHERS_LEAST = 10**-4.5
UNKNOWN = 10**-6.4
LIGHTEST_GRAM = 10**-7.0


def weight(frequency: np.ndarray) -> np.ndarray:
    """The weight in steps of one byte: how surprising it is, in nats, that a sentence holds the thing."""
    share = -np.expm1(SENTENCE * np.log1p(-np.minimum(frequency, 0.5)))
    return np.clip(np.rint(-np.log(share) * STEP), 0, 255).astype(np.uint8)


def frequencies(language: str) -> dict[str, float]:
    """Folded word: its share of the running words of a language. A number is left out: the list only has its shape."""
    from wordfreq import get_frequency_dict

    found: dict[str, float] = defaultdict(float)
    for word, share in sorted(get_frequency_dict(language, wordlist="best").items()):
        for part in words_of(word):
            if not part[0].isdigit():
                found[part] += share
    return found


def make_words() -> None:
    """Write the table of words and letter groups."""
    from wordfreq import available_languages

    english = frequencies("en")
    table = {w: f for w, f in english.items() if f >= ENGLISH_LEAST}
    common = frozenset(table)
    grams = np.zeros(BUCKETS)
    add_grams(grams, english)
    for language in sorted(available_languages("best")):
        if language == "en":
            continue
        others = frequencies(language)
        # a word common in English too keeps its English weight: "war" and "die" are among the commonest in German
        for word, share in others.items():
            if share >= OTHERS_LEAST and word not in common:
                table[word] = max(share, table.get(word, 0.0))
        add_grams(grams, {w: f for w, f in others.items() if not w.isascii() and f >= 1e-6})
    for digit in range(10):
        table[str(digit)] = 10**-3.5
    words = sorted(table)
    path = resource("models", TABLE)
    with path.open("wb") as out:
        np.savez_compressed(
            out,
            words=np.frombuffer("\n".join(words).encode("utf-8"), np.uint8),
            weights=weight(np.array([table[w] for w in words])),
            grams=weight(np.maximum(grams, LIGHTEST_GRAM)),
            unknown=weight(np.array([UNKNOWN])),
        )
    print(f"{path}: {len(words)} words, {path.stat().st_size:,} bytes")


def add_grams(grams: np.ndarray, words: dict[str, float]) -> None:
    """Add the words' frequencies to the buckets of their letter groups."""
    for word, share in words.items():
        for gram in set(grams_of(word)):
            grams[gram % BUCKETS] += share


# The evidence: a logistic model per relation.

FALSE_MOST = 1.7
"""Of 100 (sentence, report of another event) at most so many may be linked, over all topics of train and dev."""

REPORTS_PER_STORY = 8
FOLDS = 5
RIDGE = {"reports": 10.0, "versions": 1.0}
LEAST_OF_VERSIONS = 0.5

FAR = {"letters": 0.30, "words": 0.35}
"""Two sentences of one event that were not annotated and share less than this are taken to have no link. Without them
the model sees only sentences that somebody chose, most of which have a partner, and links all of two near reports."""
WITHIN_SENTENCES = COLUMNS[: COLUMNS.index("articles")]
"""The evidence that counts between versions: two texts that are versions are near as a whole, whatever they say."""

RISING = (
    "letters", "words", "rare here", "holds", "held", "bigrams", "some letters", "some words", "some rare here",
    "same number", "row lead", "column lead", "row lead of words", "column lead of words", "beside", "explained",
    "explained less", "letters by articles", "rare here by articles", "letters by closeness", "letters by salient",
)  # fmt: skip
"""Evidence that never counts against a link: else a copy of which one word was changed may lose to a looser one."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Candidates of two articles: their evidence, whether each is right, and whether that is known."""

    topic: int
    same_event: bool
    sizes: tuple[int, int]
    i: np.ndarray
    j: np.ndarray
    table: np.ndarray
    right: np.ndarray
    known: np.ndarray


def rows(path: str) -> list[dict]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def bodies(sentences: list[str]) -> object:
    """The features of sentences that are one body paragraph each."""
    return features_of([" ".join(s.split()) for s in sentences], ["body"] * len(sentences))


def pair(topic: int, same: bool, a: object, b: object, gold: set, known: tuple[set, set] | None) -> Pair:
    """One pair of articles; `known` are the annotated sentences of either, None when all are. Far candidates are known
    to be wrong, unless they are gold."""
    found = candidates(a, b)
    links = list(zip(found.i.tolist(), found.j.tolist(), strict=True))
    right = np.array([link in gold for link in links], bool)
    sure = np.array([known is None or (i in known[0] and j in known[1]) for i, j in links], bool)
    sure |= np.all([found.column(name) < most for name, most in FAR.items()], axis=0)
    return Pair(topic, same, (len(a), len(b)), found.i, found.j, found.table, right, sure)


def report_pairs(path: str, first_topic: int) -> list[Pair]:
    """All pairs of reports of a topic; those of two events have no link, whatever was annotated."""
    topics: dict[str, list[dict]] = defaultdict(list)
    for story in rows(path):
        topics[re.match(r"\d+", story["id"]).group()].append(story)
    pairs = []
    for topic, events in enumerate(topics.values(), start=first_topic):
        reports, annotated, gold = [], defaultdict(set), defaultdict(set)
        for event, story in enumerate(events):
            for d, report in enumerate(story["docs"][:REPORTS_PER_STORY]):
                reports.append((event, d, bodies(report["sentences"])))
            for d, i in story["labelled"]:
                annotated[event, d].add(i)
            for a, i, b, j in story["links"]:
                gold[event, a, b].add((i, j))
                gold[event, b, a].add((j, i))
        for n, (event, d, a) in enumerate(reports):
            for other, e, b in reports[n + 1 :]:
                same = event == other
                known = (annotated[event, d], annotated[other, e]) if same else None
                pairs.append(pair(topic, same, a, b, gold[event, d, e] if same else set(), known))
    return pairs


def version_pairs(path: str) -> list[Pair]:
    """Pairs of versions, every tenth in the same fold."""
    pairs = []
    for n, row in enumerate(rows(path)):
        a, b = (bodies(d["sentences"]) for d in row["docs"])
        pairs.append(pair(n, True, a, b, {(i, j) for _, i, _, j in row["links"]}, None))
    return pairs


def fit(pairs: list[Pair], used: np.ndarray, ridge: float) -> tuple[np.ndarray, float]:
    """Logistic regression with a ridge; coefficients and intercept. A rising column whose coefficient would fall below
    0 is left out, one after the other, the lowest first."""
    used = used.copy()
    while True:
        coefficients, intercept = fit_freely(pairs, used, ridge)
        scale = np.vstack([p.table[p.known] for p in pairs]).std(axis=0)
        falling = np.where(np.isin(COLUMNS, RISING), coefficients * scale, 0.0)
        if falling.min() >= 0:
            return coefficients, intercept
        used[falling.argmin()] = False


def fit_freely(pairs: list[Pair], used: np.ndarray, ridge: float) -> tuple[np.ndarray, float]:
    """The same without a bound, on standardised columns, by Newton's method."""
    table = np.vstack([p.table[p.known] for p in pairs])[:, used]
    right = np.concatenate([p.right[p.known] for p in pairs]).astype(float)
    mean, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-9)
    x = np.column_stack([(table - mean) / scale, np.ones(len(table))])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (right - chance) - penalty * weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    coefficients = np.zeros(len(COLUMNS))
    coefficients[used] = weights[:-1] / scale
    return coefficients, float(weights[-1] - weights[:-1] @ (mean / scale))


def chances(p: Pair, model: tuple[np.ndarray, float]) -> np.ndarray:
    """The probability of each candidate."""
    return 1 / (1 + np.exp(-(p.table @ model[0] + model[1])))


def chosen(p: Pair, chance: np.ndarray) -> np.ndarray:
    """The candidates that are the best of their row or column."""
    best_row, best_column = np.zeros(p.sizes[0]), np.zeros(p.sizes[1])
    np.maximum.at(best_row, p.i, chance)
    np.maximum.at(best_column, p.j, chance)
    return (chance >= best_row[p.i]) | (chance >= best_column[p.j])


def out_of_fold(pairs: list[Pair], used: np.ndarray, ridge: float) -> list[np.ndarray]:
    """The probabilities of each pair by a model that never saw its topic."""
    found: list[np.ndarray] = [np.zeros(0)] * len(pairs)
    for fold in range(FOLDS):
        model = fit([p for p in pairs if p.topic % FOLDS != fold], used, ridge)
        for n, p in enumerate(pairs):
            if p.topic % FOLDS == fold:
                found[n] = chances(p, model)
    return found


def least(pairs: list[Pair], found: list[np.ndarray]) -> float:
    """The least probability, in hundredths, at which no more than FALSE_MOST of 100 are false."""
    asked = sum(sum(p.sizes) for p in pairs if not p.same_event)
    for threshold in range(1, 100):
        false = 0
        for p, chance in zip(pairs, found, strict=True):
            if not p.same_event:
                linked = chosen(p, chance) & (chance >= threshold / 100)
                false += len(set(p.i[linked])) + len(set(p.j[linked]))
        if 100 * false <= FALSE_MOST * asked:
            return threshold / 100
    raise ValueError("no threshold keeps strangers apart")


def calibration(pairs: list[Pair], found: list[np.ndarray], threshold: float) -> tuple[list[float], list[float]]:
    """Corners of the way from probability to confidence: the share of chosen candidates that are right, made to rise
    with the probability by pooling adjacent violators (isotonic regression) over bins of equal size. Candidates between
    reports of two events and far ones of one event count too, as wrong: the sentences that were annotated are the ones
    easiest to link.
    """
    scores, right = [], []
    for p, chance in zip(pairs, found, strict=True):
        kept = chosen(p, chance) & p.known & (chance >= threshold)
        scores.append(chance[kept])
        right.append(p.right[kept])
    score, hit = np.concatenate(scores), np.concatenate(right).astype(float)
    order = np.argsort(score, kind="stable")
    bins = [[score[b].mean(), hit[b].mean(), len(b)] for b in np.array_split(order, min(25, max(1, len(order) // 40)))]
    pooled: list[list[float]] = []
    for s, h, n in bins:
        pooled.append([s, h, n])
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            s2, h2, n2 = pooled.pop()
            s1, h1, n1 = pooled.pop()
            n = n1 + n2
            pooled.append([(s1 * n1 + s2 * n2) / n, (h1 * n1 + h2 * n2) / n, n])
    return [round(float(s), 4) for s, _, _ in pooled], [round(float(h), 4) for _, h, _ in pooled]


def make_evidence(train: str, dev: str, versions: str) -> None:
    """Write the logistic models and their calibration."""
    kept = {}
    for relation in ("reports", "versions"):
        if relation == "reports":
            used = np.ones(len(COLUMNS), bool)
            pairs = report_pairs(train, 0)
            held = report_pairs(dev, 1 + max(p.topic for p in pairs))
        else:
            used = np.isin(COLUMNS, WITHIN_SENTENCES)
            pairs, held = version_pairs(versions), []
        model = fit(pairs, used, RIDGE[relation])
        found = out_of_fold(pairs, used, RIDGE[relation])
        threshold = LEAST_OF_VERSIONS
        if relation == "reports":
            threshold = least([*pairs, *held], [*found, *(chances(p, model) for p in held)])
        scores, confidences = calibration(pairs, found, threshold)
        kept[relation] = {
            "coefficients": [[name, round(float(c), 4)] for name, c in zip(COLUMNS, model[0], strict=True)],
            "intercept": round(model[1], 4),
            "least": threshold,
            "scores": scores,
            "confidences": confidences,
        }
        print(relation, len(pairs), "pairs, threshold", threshold, *zip(scores, confidences, strict=True))
    path = resource("models", EVIDENCE)
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["words"]:
            make_words()
        case ["evidence", train, dev, versions]:
            make_evidence(train, dev, versions)
        case _:
            sys.exit(__doc__)
