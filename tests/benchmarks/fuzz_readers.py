"""Fuzzing of each format reader: sound files with something changed, given to the reader as its own process would.

    python tests/benchmarks/fuzz_readers.py [FORMAT ...] [--minutes 3] [--seed 1] [--one N]

Each format is read in a child with the memory of a reader process; a child that dies or takes longer than 20 s is
noted and begun again behind the input that did it. Every input is told by format, seed and number, so that `--one N`
makes it again. Printed at the end of each format: how many inputs, how many were read and refused, what was raised
that no reader may raise (each place once, with its traceback), how many ended the process, the slowest, the memory.
The status is 1 when something was raised, or memory was not bounded.
"""

from __future__ import annotations

import argparse
import io
import mmap
import os
import random
import resource
import signal
import struct
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzzed_seeds import SEEDS, WORDS

from parallax.errors import ReadError
from parallax.worker.limits import MEMORY

SECONDS = 20.0
_STATE = struct.Struct("<qqqqd")  # number, read, refused, raised, when it was begun
Change = Callable[[random.Random, bytearray, Sequence[bytes]], None]


def _flip(rng: random.Random, raw: bytearray, _: Sequence[bytes]) -> None:
    for _ in range(rng.choice((1, 1, 2, 8, 40))):
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)


def _bytes(rng: random.Random, raw: bytearray, _: Sequence[bytes]) -> None:
    at = rng.randrange(len(raw))
    raw[at : at + rng.choice((1, 4, 16))] = rng.randbytes(rng.choice((1, 4, 16)))


def _cut(rng: random.Random, raw: bytearray, _: Sequence[bytes]) -> None:
    at = rng.randrange(len(raw))
    del raw[at : at + rng.choice((1, 8, 200, len(raw)))]


def _again(rng: random.Random, raw: bytearray, _: Sequence[bytes]) -> None:
    at, size = rng.randrange(len(raw)), rng.choice((1, 10, 100, 2000))
    raw[at:at] = raw[at : at + size] * rng.choice((1, 2, 50, 1000 if size < 101 else 5))


def _word(rng: random.Random, raw: bytearray, words: Sequence[bytes]) -> None:
    at, word = rng.randrange(len(raw) + 1), rng.choice(words)
    raw[at : at + rng.choice((0, len(word)))] = word


def _number(rng: random.Random, raw: bytearray, _: Sequence[bytes]) -> None:
    places = [k for k, byte in enumerate(raw) if 48 <= byte <= 57]
    if places:
        at = rng.choice(places)
        end = at
        while end < len(raw) and 48 <= raw[end] <= 57:
            end += 1
        raw[at:end] = rng.choice((b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e309", b"65536", b"NaN"))


_CHANGES: tuple[Change, ...] = (_flip, _flip, _bytes, _cut, _again, _word, _word, _number)


def changed(raw: bytes, rng: random.Random, words: Sequence[bytes]) -> bytes:
    """The bytes with a few changes; those of an archive within its parts as often as in its own bytes."""
    if raw[:2] == b"PK" and rng.random() < 0.75:
        return _changed_archive(raw, rng, words)
    made = bytearray(raw)
    for _ in range(rng.choice((1, 1, 2, 4, 10))):
        if made:
            rng.choice(_CHANGES)(rng, made, words)
    return bytes(made[:4_000_000])


def _changed_archive(raw: bytes, rng: random.Random, words: Sequence[bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(list(parts))
    what = rng.random()
    if what < 0.06:
        del parts[name]
    elif what < 0.12:
        parts[rng.choice(list(parts))] = parts[name]
    else:
        parts[name] = changed(parts[name], rng, words) if parts[name] else rng.choice(words)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return made.getvalue()


def made(kind: str, seed: int, number: int) -> tuple[bytes, str]:
    """The bytes of one input, and the name they are given."""
    rng = random.Random(f"{kind} {seed} {number}")
    raw, name = rng.choice(SEEDS[kind])
    return changed(raw, rng, WORDS.get(kind, ()) or (b"\x00", b"<", b">" * 9)), name


def _child(kind: str, seed: int, first: int, state: mmap.mmap, faults: Path, until: float) -> None:
    """Read one input after another; what is under way stands in `state`."""
    from parallax import intake

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, read, refused, raised, _ = _STATE.unpack_from(state)
    number = first
    while time.time() < until:
        _STATE.pack_into(state, 0, number, read, refused, raised, time.time())
        raw, name = made(kind, seed, number)
        try:
            intake.articles_of(raw, name)
            read += 1
        except (ReadError, MemoryError):
            refused += 1
        except Exception:  # noqa: BLE001 - it is what is looked for
            raised += 1
            with faults.open("a") as file:
                file.write(f"{kind} --seed {seed} --one {number}\n{traceback.format_exc()}\n\0")
        number += 1
    _STATE.pack_into(state, 0, number, read, refused, raised, 0.0)
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    os._exit(0 if usage * 1024 < 1.5 * MEMORY else 3)


def fuzz(kind: str, seed: int, minutes: float) -> bool:
    """Fuzz one format; whether all was well."""
    until = time.time() + 60 * minutes
    state = mmap.mmap(-1, _STATE.size)
    ended: list[str] = []
    slowest = 0.0
    first = 0
    with tempfile.TemporaryDirectory() as folder:
        faults = Path(folder) / "faults"
        faults.touch()
        while time.time() < until:
            pid = os.fork()
            if pid == 0:
                os.environ["OMP_NUM_THREADS"] = "1"
                _child(kind, seed, first, state, faults, until)
            status = None
            while status is None:
                time.sleep(0.02)
                number, *_, begun = _STATE.unpack_from(state)
                if begun:
                    slowest = max(slowest, time.time() - begun)
                    if time.time() - begun > SECONDS:
                        os.kill(pid, signal.SIGKILL)
                        ended.append(f"{number}: over {SECONDS:g} s")
                found, told = os.waitpid(pid, os.WNOHANG)
                status = told if found else None
            number, *_ = _STATE.unpack_from(state)
            if status and not (ended and ended[-1].startswith(f"{number}:")):
                ended.append(f"{number}: {os.waitstatus_to_exitcode(status)}")
            first = number + 1
        number, read, refused, raised, _ = _STATE.unpack_from(state)
        told = [fault for fault in faults.read_text().split("\0") if fault.strip()]
    places = Counter(fault.strip().rsplit("\n", 4)[-3] for fault in told)
    print(
        f"{kind}: {number} inputs, {read} read, {refused} refused, {raised} raised at {len(places)} places, "
        f"{len(ended)} ended the process, the slowest took {slowest:.1f} s",
        flush=True,
    )
    for place in places:
        print(next(fault for fault in told if place in fault), flush=True)
    if ended:
        print("ended:", "; ".join(ended[:20]), flush=True)
    return not raised and not any(each.endswith(": 3") for each in ended)


def main() -> int:
    """Fuzz all formats, or those that are named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("formats", nargs="*", default=list(SEEDS))
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", type=int)
    options = parser.parse_args()
    if options.one is not None:
        from parallax import intake

        raw, name = made(options.formats[0], options.seed, options.one)
        print(f"{len(raw)} bytes called {name}: {raw[:300]!r}")
        print([article.title for article in intake.articles_of(raw, name)])
        return 0
    sound = [fuzz(kind, options.seed, options.minutes) for kind in options.formats]
    return int(not all(sound))


if __name__ == "__main__":
    sys.exit(main())
