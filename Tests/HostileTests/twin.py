"""Compares what a reader makes of an output with what it makes of the output of the harmless twin: the same things in
the same order, and where the twin has a word, the hostile text."""

import re
import shlex
import unicodedata
import urllib.parse

from texts import WORD

# What every output may leave out of a text: control characters and the two marks of the templates; and space, which
# HTML, Markdown and pictures run together.
LEFT_OUT = re.compile("[\x00-\x20\x7f\ue000\ue001]")


def bare(text):
    return LEFT_OUT.sub("", text)


def loose(text):
    """Without what prose makes of a text: spans of code, a capital, a full stop."""
    return re.sub("[`.]", "", bare(text)).casefold()


def expected(text, values, form=lambda value: value):
    return WORD.sub(lambda found: form(values[found.group().lower()]) if found.group().lower() in values else found.group(), text)


def letters(text):
    """What a job's id keeps of a text; everything else in it is a hyphen."""
    return re.sub("[^A-Za-z0-9_]", "", text)


def in_sentence(text):
    """Sentences that may hold code show a backtick of a value as an apostrophe."""
    return text.replace("`", "'")


def words(text):
    try:
        return [bare(word) for word in shlex.split(text)]
    except ValueError:
        return None


def is_same(came, twin, values, form):
    if not WORD.search(twin):
        return came == twin
    wanted = expected(twin, values, form)
    if bare(came) == bare(wanted) or loose(came) == loose(wanted):
        return True
    if loose(came) == loose(expected(twin, values, lambda text: form(in_sentence(text)))):
        return True
    # A command.
    parts = words(came)
    if parts and parts == words(expected(twin, values, shlex.quote)):
        return True
    # An address.
    if bare(urllib.parse.unquote(came)) == bare(urllib.parse.unquote(expected(twin, values, urllib.parse.quote))):
        return True
    # A spreadsheet's apostrophe.
    return came.startswith("'") and bare(came[1:]) == bare(wanted)


def difference(came, twin, values, form=lambda value: value):
    """What is first otherwise than in the twin; None where nothing is."""
    for (kind, text), (twin_kind, twin_text) in zip(came, twin):
        if bare(kind) != bare(expected(twin_kind, values, form)):
            return f"found {kind!r} {text[:200]!r} where the twin has {twin_kind!r} {twin_text[:200]!r}"
        if kind.startswith("key of") and re.fullmatch("[A-Za-z0-9_-]+", text):
            if letters(text) == letters(expected(twin_text, values)):
                continue
        if not is_same(text, twin_text, values, form):
            return f"found {text[:400]!r} in {kind}, expected {expected(twin_text, values, form)[:400]!r}"
    if len(came) != len(twin):
        longer, name = (came, "more") if len(came) > len(twin) else (twin, "less")
        return f"found {name} than in the twin: {longer[min(len(came), len(twin))]!r}"
    return None


def seen(text):
    """Without what pictures leave out."""
    return loose("".join(c for c in text if c not in "()" and unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")))


def picture_difference(came, twin, values):
    """As `difference`, of a picture: a longer text has more lines there, and is cut."""
    kinds = {kind for kind, _ in twin} | {"<g", "</g", "<title", "</title", "after"}
    wanted = seen(" ".join(expected(text, values) for kind, text in twin if kind[0] != "@"))
    for kind, text in came:
        if kind not in kinds:
            return f"found {kind!r} in a picture"
        if kind[0] != "@" and not seen(text).removesuffix("…") in wanted:
            return f"found {text!r} in a picture"
    return None
