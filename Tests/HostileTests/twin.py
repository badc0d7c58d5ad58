"""Compares what a reader makes of an output with what it makes of the output of the harmless twin: the same things in
the same order, and where the twin has a word, the hostile text."""

import json
import re
import shlex
import unicodedata
import urllib.parse

from texts import WORD

# What every output may leave out of a text: control characters and the two marks of the templates; and space, which
# HTML, Markdown and pictures run together, with the line ends that a text of one line has spaces for.
LEFT_OUT = re.compile("[\x00-\x20\x7f\x85\u2028\u2029\ue000\ue001]")


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


# A file that a command writes, `cat > trust.json <<END`.
DOCUMENT = re.compile("<<END\n(.*?)\nEND(?=\n|$)", re.DOTALL)


# What the shell takes for itself there: an escape, the variables that a step asks for, and all else that it would expand.
EXPANDED = re.compile(r"\\([\\$`])|\$\{[A-Z_]+:\?\}|([$`])")


def written(document):
    """What the shell writes of a document that it expands, read as JSON; the variables of a step stay as they are."""
    def part(found):
        if found.group(2):
            raise ValueError(f"the shell expands {document[found.start() :][:40]!r}")
        return found.group(1) or found.group()

    return leaves(json.loads(EXPANDED.sub(part, document)))


def leaves(value):
    """Every key and text of JSON."""
    if isinstance(value, dict):
        return [item for key, inner in value.items() for item in [key] + leaves(inner)]
    return [item for inner in value for item in ["["] + leaves(inner)] if isinstance(value, list) else [str(value)]


def writes_the_same(came, twin, values):
    """Whether a script writes the same files, each with the hostile texts in the places of JSON where the twin has words."""
    files, twin_files = DOCUMENT.findall(came), DOCUMENT.findall(twin)
    if len(files) != len(twin_files):
        return False
    try:
        pairs = [(written(file), written(other)) for file, other in zip(files, twin_files)]
    except ValueError:
        return False
    return all(
        len(file) == len(other) and all(bare(text) == bare(expected(word, values)) for text, word in zip(file, other))
        for file, other in pairs
    )


def is_same(came, twin, values, form):
    if not WORD.search(twin):
        return came == twin
    if DOCUMENT.search(twin):
        rest, twin_rest = DOCUMENT.sub("", came), DOCUMENT.sub("", twin)
        return writes_the_same(came, twin, values) and is_same(rest, twin_rest, values, form)
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
