"""Puts hostile texts through the program and reads what it writes. Prints what is wrong as a JSON list of texts.

hostile.py PROGRAM PART: see PARTS at the end.
"""

import collections
import concurrent.futures
import json
import os
import copy
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import audit
import readers
import shell
import twin
from texts import PACKAGE, WORD, World, allowed_pieces, chosen, emitted, grouped, names, pieces, shown

# How many pieces make one text; 1 with TOKENBOOK_EVERY_TEXT, which takes half an hour.
SIZE = 1 if os.environ.get("TOKENBOOK_EVERY_TEXT") else 25


class Program:
    def __init__(self, path):
        self.path = path
        keep = ("PATH", "HOME", "TMPDIR", "TOKENBOOK_RESOURCES", "LANG")
        self.environment = {name: os.environ[name] for name in keep if name in os.environ}

    def done(self, arguments, folder, given=b"", more=None):
        return subprocess.run(
            [self.path, *arguments], cwd=folder, input=given, capture_output=True, timeout=300, env=self.environment | (more or {})
        )

    def run(self, arguments, folder, given=b"", statuses=(0,), more=None):
        done = self.done(arguments, folder, given, more)
        if done.returncode not in statuses:
            raise RuntimeError(f"{arguments}: status {done.returncode}: {done.stderr.decode(errors='replace')[:2000]}")
        return done.stdout.decode(), done.stderr.decode()


def in_parallel(function, items):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        return [problem for problems in pool.map(function, items) for problem in problems]


# MARK: Books


class Book:
    """The files of a book, and what commands print of its description."""

    OPTIONS = ["--one-page", "--base-url", "https://pages.example/b/", "--as-of", "2026-11-22"]

    def __init__(self, program, world, values, options=()):
        self.values = values
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "tokenbook.yaml").write_text(world.with_texts(values), encoding="utf-8")
            included = folder / "parts" / (values.get("zqincludezq", "zqincludezq") + ".yaml")
            included.parent.mkdir()
            included.write_text("x-free: {}\n")
            program.run(["build", "--output", "book", *options], folder)
            book = folder / "book"
            self.files = {
                str(path.relative_to(book)): path.read_bytes().decode()
                for path in sorted(book.rglob("*")) if path.is_file()
            }
            self.prints = {}
            for arguments in self.commands(values):
                output, _ = program.run(arguments, folder, statuses=(0, 3))
                self.prints[" ".join(arguments[:3])] = output

    def with_address_of(self, book):
        """The same, where the page of the service's account has the address that it has in another book: a slug."""
        slugs = [match[1] for path in book.files if (match := re.fullmatch(r"accounts/zqservicezq-(.*)\.html", path))]
        if len(slugs) != 1 or not re.fullmatch("[a-z0-9-]+", slugs[0]):
            raise RuntimeError(f"the account of a service has the address {slugs!r}")
        moved = lambda text: text.replace("zqservicezq-zqaccountzq", "zqservicezq-" + slugs[0])
        other = copy.copy(self)
        other.files = {moved(path): moved(text) for path, text in self.files.items()}
        return other

    @staticmethod
    def commands(values):
        for event, word in (("leave", "zqadazq"), ("leave", "zqbotzq"), ("leak", "ZQSERVICEZQ"), ("leak", "ZQAPPKEYZQ"), ("expire", "ZQSERVICEZQ")):
            yield ["simulate", event, values.get(word.lower(), word)]
        yield ["simulate", "policy", "deploy_keys=forbidden"]
        yield ["simulate", "on", "2028-01-01"]
        yield ["decide"]
        yield ["decide", "--format", "json"]
        yield ["check"]


# What the program keeps for itself beside the pages: the list of files, and a digest that no text of a description can be in.
OWN_FILES = {".tokenbook.json", ".tokenbook.inputs"}


def compare_books(book, harmless, form=lambda value: value):
    problems = []
    harmless = harmless.with_address_of(book)
    if ".tokenbook.inputs" in book.files and not re.fullmatch("[0-9a-f]{16}\n", book.files[".tokenbook.inputs"]):
        problems.append(".tokenbook.inputs: more than a digest")
    for path in sorted(set(harmless.files) | set(book.files)):
        if path.startswith("assets/search/") or path in OWN_FILES:
            continue
        if path not in book.files or path not in harmless.files:
            problems.append(f"{path}: only in {'the twin' if path in harmless.files else 'the hostile book'}")
            continue
        came, other = book.files[path], harmless.files[path]
        if came == other:
            continue
        problems += [f"{path}: {problem}" for problem in compare(path, came, other, book.values)]
    problems += compare_search(book, harmless)
    for command, output in book.prints.items():
        if "json" in command:
            problems += [f"{command}: {problem}" for problem in compare("x.json", output, harmless.prints[command], book.values)]
        else:
            problems += [f"{command}: {problem}" for problem in compare_printed(output, harmless.prints[command], book.values)]
    return problems


def compare(path, came, other, values):
    read = readers.reader(path)
    if path.endswith(".svg"):
        read = lambda text: [(kind.replace("{http://www.w3.org/2000/svg}", ""), text) for kind, text in readers.xml_items(text)]
    try:
        items = read(came)
    except Exception as error:  # a reader's own refusal is what is looked for
        return [f"{type(error).__name__}: {error}"]
    found = [differences(items, read(other), values)]
    if path.endswith(".md"):
        found.append(twin.difference(readers.common_markdown(came), readers.common_markdown(other), values))
        found += compare_fences(came, other, values)
    if path.endswith(".csv"):
        found += [f"the cell {text!r} is a formula" for _, text in items if text[:1] in FORMULA]
    return [problem for problem in found if problem]


def differences(items, others, values):
    """The pictures of a page are looked at apart."""
    (items, pictures), (others, other_pictures) = readers.without_pictures(items), readers.without_pictures(others)
    if len(pictures) != len(other_pictures):
        return f"found {len(pictures)} pictures, where the twin has {len(other_pictures)}"
    for picture, other in zip(pictures, other_pictures):
        if found := twin.picture_difference(picture, other, values):
            return found
    return twin.difference(readers.without_programs(items), readers.without_programs(others), values)


# https://owasp.org/www-community/attacks/CSV_Injection, looked at 2026-11-30.
FORMULA = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}


def literal(item):
    """What a pattern of a trust policy matches, the path of a workflow; any other text as it is."""
    kind, text = item
    return kind, re.sub(r"\\(.)", r"\1", text) if "/\\.github/workflows/" in text else text


def workflow(block):
    """What a block of YAML holds, and what GitHub Actions evaluates in it."""
    return [(kind + " " + part, inner) for kind, text in readers.scalars(block) for part, inner in readers.workflow(text)]


def compare_fences(came, other, values):
    problems = []
    for (language, block), (_, twin_block) in zip(readers.fences(came), readers.fences(other)):
        if language not in ("yaml", "diff") or block == twin_block:
            continue
        if language == "diff":
            block, twin_block = (
                "\n".join(line[1:] for line in text.splitlines() if line[:1] in " +") for text in (block, twin_block)
            )
        try:
            found = twin.difference(*([literal(item) for item in workflow(text)] for text in (block, twin_block)), values)
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
        if found:
            problems.append(f"a block of {language}: {found}")
    return problems


def compare_printed(output, other, values):
    problems = []
    if strange := [character for character in output if character != "\n" and shown(character) != character]:
        problems.append(f"prints {strange[:5]!r}")
    found = twin.difference(readers.lines(output), readers.lines(other), values, shown)
    return problems + ([found] if found else [])


def entries(book):
    """The records of the search, from all its files; all of these are JSON, and list nothing but words."""
    found = {}
    for path, text in book.files.items():
        if path.startswith("assets/search/"):
            inner = re.fullmatch(r'tokenbookIndex\("[^"]*",\s*(.*)\);?\s*', text, re.DOTALL)
            if not inner:
                raise ValueError(f"{path} is no call of tokenbookIndex")
            content = json.loads(inner.group(1))
            if "/records-" in path:
                for entry in content:
                    # The anchors of headings, made of letters, digits and marks of any alphabet, `-` and `_`.
                    if any(re.search(r"[\x00-,./:-@\[-^`{-\x9f]", anchor) for anchor in entry[3::2]):
                        raise ValueError(f"{path} has an anchor that is more than one: {entry[3::2]!r}")
                    found[entry[1]] = entry[:3] + entry[4::2]
            elif "/words-" in path:
                for word, places in content.items():
                    letters = "".join(c for c in word if not unicodedata.category(c).startswith("M"))
                    if not re.fullmatch(r"[^\W_]+([-_.][^\W_]+)*", letters) or not re.fullmatch(r"\*?[\w,-]*", places):
                        raise ValueError(f"{path} has {word!r}: {places!r}")
    return [found[key] for key in sorted(found)]


def compare_search(book, harmless):
    try:
        found = twin.difference(readers.tree(entries(book)), readers.tree(entries(harmless)), book.values)
    except ValueError as error:
        found = str(error)
    return [f"the search: {found}"] if found else []


def blocks(book, harmless):
    """Each shell block that is not as the twin's, with the twin's."""
    found = {}
    for path, text in harmless.files.items():
        if path.endswith(".md") and book.files.get(path, text) != text:
            for (language, block), (_, other) in zip(readers.fences(book.files[path]), readers.fences(text)):
                if language == "sh" and block != other:
                    found[(block, other)] = path
    return found


def books(program):
    """Every free text of a description, in every file of the book and in what commands print."""
    world = World()
    harmless = Book(program, world, {})
    harmless_run = {}

    def one(numbered):
        number, group = numbered
        values = chosen(world, group, number)
        try:
            book = Book(program, world, values)
        except RuntimeError as error:
            return [f"{error}"]
        problems = compare_books(book, harmless)
        found = blocks(book, harmless)
        problems += shell.compare(found, values, harmless_run)
        return [f"texts {number}: {problem}" for problem in problems]

    problems = in_parallel(one, limited(list(enumerate(grouped(allowed_pieces(), SIZE)))))
    return problems + ([] if len(harmless_run) >= 20 else [f"only {len(harmless_run)} shell blocks were run"])


def fields(program):
    """Every field of the schema that takes a text has one in the world, or takes nothing but what is closed."""
    del program
    world = World()
    used = {field for field, _, text in world.uses if WORD.search(text)}
    return [
        f"the field {field} of the schema has no hostile text in world.yaml ({pattern})"
        for field, pattern in world.schema.text_fields().items()
        if field not in used and pattern not in CLOSED and field not in OTHER_FORMS
    ]


# Days, versions, lifetimes: nothing but digits, `-`, `.`, `d`; words of GitHub's own.
CLOSED = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "^[0-9]{1,4}\\.[0-9]{1,4}$", "^[1-9][0-9]{0,4}d$", "^[a-z][a-z_]{0,99}$", "^[a-z][a-z_:]{0,99}$",
    "^(?=.{1,200}$)[a-z0-9]+(-[a-z0-9]+)*$", "^[a-z0-9_-]{1,100}$", "^[a-z_]{1,100}$",
    "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))|never)$",
}
# The same rule as a field that has one, written another way; a host needs another product; an endpoint is one of a table;
# no record of the catalog asks for a list.
OTHER_FORMS = {".include", ".people[]", "platform.host", "need.endpoints[]", "service.*[]"}

def checkouts(program):
    """Every text of a workflow file, and the names of files and folders, in every report and draft."""
    harmless = audit.Checkout(program, {})
    plain = [word for word in audit.words() if word not in audit.MEANT]

    def one(numbered):
        number, group = numbered
        try:
            alike = audit.Checkout(program, audit.values(plain, group, number, is_meant=False))
            free = audit.Checkout(program, audit.values(audit.words(), group, number))
        except RuntimeError as error:
            return [str(error)]
        problems = audit.twin_problems(alike, harmless) + audit.invariants(alike)
        problems += [f"anywhere: {problem}" for problem in audit.invariants(free)]
        return [f"texts {number}: {problem}" for problem in problems]

    return in_parallel(one, limited(list(enumerate(grouped(pieces(), SIZE)))))


def refusals(program):
    """A text that a field does not take is refused on its line, and shown as text."""
    world = World()
    all_pieces = pieces() + ["ghp_" + "aB3dE6gH9jK2mN5pQ8sT" * 2]
    fields = world.schema.text_fields()
    seen = set()

    def one(number):
        values = {word: all_pieces[(index + number) % len(all_pieces)] for index, word in enumerate(world.words)}
        # The harmless words leave the file that is named.
        values.pop("zqincludezq", None)
        text = world.with_texts(values)
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "tokenbook.yaml").write_text(text, encoding="utf-8")
            output, _ = program.run(["check", "--format", "json"], folder, statuses=(0, 1))
            printed = "".join(program.run(["check"], folder, statuses=(0, 1)))
        problems = []
        told = {diagnostic["line"] for diagnostic in json.loads(output) if diagnostic["severity"] == "error"}
        wanted = world.refused(text)
        seen.update(wanted.values())
        # A control character is refused before all else.
        if "control-character" not in output and (missing := {line: field for line, field in wanted.items() if line not in told}):
            problems.append(f"no error for {sorted(missing.items())[:5]}")
        if "ghp_aB3" in output + printed:
            problems.append("a token is shown")
        if strange := [character for character in printed if character != "\n" and shown(character) != character]:
            problems.append(f"prints {strange[:5]!r}")
        return [f"round {number}: {problem}" for problem in problems]

    problems = in_parallel(one, range(0, len(all_pieces), 9))
    ruled = {field for field, pattern in fields.items() if pattern is not None and pattern not in CLOSED} - OTHER_FORMS
    ruled -= {".include[]"}
    return problems + [f"no text was refused for {field}" for field in sorted(ruled - seen)]


def commands(program):
    """Every option and argument that takes a value, of every command, as the program itself lists them: whatever a
    terminal gets of it is text."""
    helped = json.loads(program.run(["--experimental-dump-help"], "/")[0])["command"]
    found = [(way, argument) for way, arguments in leaves(helped, []) for argument in arguments if argument["kind"] != "flag"]

    def one(given):
        way, argument = given
        texts = [" ".join(piece for piece in group if "\0" not in piece) for group in grouped(pieces(), 52)]
        found = {problem for text in texts if (problem := strange_output(program, way, argument, text))}
        return [f"{' '.join(way)} {argument['valueName']}: {problem}" for problem in sorted(found)]

    return in_parallel(one, found) + ([] if len(found) > 40 else ["found no options"])


def leaves(command, way):
    inner = [inner for inner in command.get("subcommands", []) if inner["commandName"] != "help"]
    if not inner:
        yield way, command["arguments"]
    for each in inner:
        yield from leaves(each, way + [each["commandName"]])


def strange_output(program, way, argument, text):
    simulated = {"leave": ["ada"], "leak": ["A_KEY"], "expire": ["A_KEY"], "policy": ["apps=forbidden"], "on": ["2027-01-01"]}
    arguments = simulated[way[1]] if way[0] == "simulate" else {"explain": ["some-id"], "import": ["workflows", "absent"]}.get(way[0], [])
    if argument["kind"] == "option":
        arguments = arguments + [f"--{argument['preferredName']['name']}={text}"]
    else:
        arguments = {"id": [], "source": [], "paths": arguments[:1], "person": [], "credential": [], "key=value": [], "date": []}.get(argument["valueName"], arguments)
        arguments = arguments + (["--", text] if argument["valueName"] != "source" else [text, "absent"])
    if way == ["serve"] and argument["valueName"] not in ("date", "port", "address", "calendar-titles", "color"):
        # It would serve on; `build` has the same options.
        return None
    with tempfile.TemporaryDirectory() as folder:
        printed = "".join(program.run([*way, *arguments], folder, statuses=range(-9, 256)))
    if strange := [character for character in printed if character != "\n" and shown(character) != character]:
        return f"prints {strange[0]!r}"
    return None


def odd_names(program):
    """Names as odd as their alphabets let them be: no element, cell, event or key that the twin does not have."""
    world = World()
    harmless = Book(program, world, {})
    problems = []
    for number in range(2):
        values, taken = {}, set()
        for index, word in enumerate(word for word in world.words if world.is_name(word)):
            start = (index * 5 + number * 13) % len(names())
            for name in names()[start:] + names()[:start]:
                if name.lower() not in taken and world.accepts(word, name):
                    values[word] = name
                    taken.add(name.lower())
                    break
        book = Book(program, world, values)
        found, wanted = parts(book), parts(harmless)
        if found != wanted:
            problems.append(f"names {number}: more {dict(list((found - wanted).items())[:8])}, less {dict(list((wanted - found).items())[:8])}")
    return problems


def parts(book):
    """How many there are of each thing that a reader finds, in all files of a kind."""
    found = collections.Counter()
    for path, text in book.files.items():
        if path.startswith("assets/") or path in OWN_FILES:
            continue
        end = Path(path).suffix
        found[end] += 1
        items = readers.reader(path)(text)
        if end == ".html":
            items, _ = readers.without_pictures(items)
        if end in (".html", ".md", ".txt", ".csv", ".ics"):
            found.update((end, kind) for kind, _ in items if kind[0] != "@")
    return found


def branches(program):
    """A branch and a remote in the command that `publish` prints, run in a shell that notes what it is given."""
    outputs = {}
    texts = {"branch": "zqbranchzq", "remote": "zqremotezq"}
    fitting = [piece for piece in pieces() if not re.search(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|\.lock|^-", piece)]
    seen = "-".join(piece for piece in fitting if shown(piece) == piece)[:150].strip("/.-")
    unseen = "-".join(piece for piece in fitting if shown(piece) != piece)[:60].strip("/.-")
    for values in ({}, {"zqbranchzq": seen}, {"zqremotezq": seen}, {"zqbranchzq": unseen}):
        branch, remote = (values.get(word, word) for word in texts.values())
        with tempfile.TemporaryDirectory() as folder:
            script = """set -e; git init -q --bare -b main remote.git; git init -q -b main work; cd work; git config user.name Ada
                git config user.email ada@acme.example; git commit -q --allow-empty -m one; git remote add "$1" ../remote.git"""
            settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "HOME": folder}
            subprocess.run(["bash", "-c", script, "_", remote], cwd=folder, env=program.environment | settings, check=True)
            (Path(folder) / "tokenbook.yaml").write_text("tokenbook: 1\norganization: acme\nas_of: 2026-11-22\nrepositories: {web: {visibility: private}}\n")
            output, error = program.run(
                ["publish", "--repository", "work", "--branch=" + branch, "--remote=" + remote], folder, more=settings
            )
        outputs[tuple(values.items())] = (output + error).replace(folder, "")
    problems, harmless = [], outputs[()]
    for key, output in outputs.items():
        problems += unshown("publish", output)
        if unseen in dict(key).values():
            continue
        command = re.search(r"git .*push.*", output)
        wanted = re.search(r"git .*push.*", harmless)
        if not command or not wanted:
            problems.append(f"no command in {output!r}")
            continue
        (noted, error, _), (twin_noted, _, _) = shell.calls([command.group(), wanted.group()])
        found = twin.difference([("argument", text) for text in noted], [("argument", text) for text in twin_noted], dict(key))
        problems += [found] if found else []
        problems += [error] if error else []
    return problems


INVALID = {
    "a lone surrogate": b"\xed\xa0\x80", "a byte of none": b"\xff\xfe", "a long quote": b"\xc0\xa7", "a cut letter": b"\xe2\x82",
    "a lone surrogate by its number": b'\\ud800', "half a pair": b"\\udc00\\ud800",
}


def invalid_bytes(program):
    """Bytes that are no UTF-8, and numbers of no character: each is an error with its place, or kept as it is in a name."""
    problems = []
    description = b'tokenbook: 1\norganization: acme\nas_of: 2026-11-22\nnote: "%s"\n'
    workflow = b'on: push\njobs: {a: {runs-on: x, steps: [{run: "%s"}]}}\n'
    peribolos = b'orgs: {acme: {admins: [ada], description: "%s"}}\n'
    for name, given in INVALID.items():
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "tokenbook.yaml").write_bytes(description % given)
            (folder / "org.yaml").write_bytes(peribolos % given)
            file = folder / "acme__web/.github/workflows/a.yml"
            file.parent.mkdir(parents=True)
            file.write_bytes(workflow % given)
            for arguments in (["check"], ["decide"], ["build"], ["audit", "acme__web"], ["import", "workflows", "acme__web"], ["import", "peribolos", "org.yaml"]):
                done = program.done(arguments, folder)
                printed = (done.stdout + done.stderr).decode(errors="surrogateescape")
                if done.returncode != 1 or not re.search(r"(tokenbook.yaml|a.yml|org.yaml):[0-9]+:[0-9]+", printed):
                    problems.append(f"{name}: {arguments[0]} ends with {done.returncode}, printing {printed[:300]!r}")
                problems += unshown(f"{name}: {arguments}", printed)
    # Names of files are bytes on Linux; and what joins the slash or the dot beside it to one character is none of them.
    joined = {f"U+{ord(mark):04X}": (mark + "a" + mark).encode() for mark in ("\u0600", "\u0301", "\u200d")}
    for name, given in (dict(list(INVALID.items())[:4]) | joined).items():
        with tempfile.TemporaryDirectory() as folder:
            file = os.fsencode(folder) + b"/acme__web/.github/workflows/" + given + b".yml"
            os.makedirs(os.path.dirname(file))
            try:
                with open(file, "wb") as output:
                    output.write(b"on: push\npermissions: write-all\njobs: {a: {runs-on: x, steps: [{run: x}]}}\n")
            except OSError:
                continue
            for form in ("text", "json", "sarif", "github"):  # the marks of such bytes are for programs
                done = program.done(["audit", "--no-exit-codes", "--format", form, "acme__web"], folder)
                printed = (done.stdout + done.stderr).decode(errors="surrogateescape")
                if done.returncode != 0 or "permissions-write-all" not in printed:
                    problems.append(f"a file named by {name} is not audited: {printed[:300]!r}")
                problems += unshown(f"a file named by {name}", printed) if form == "text" else []
            done = program.done([b"check", given], folder)
            problems += unshown("a file that is not there", (done.stdout + done.stderr).decode(errors="surrogateescape"))
    return problems


def unshown(where, printed):
    strange = [character for character in printed if character != "\n" and (shown(character) != character or "\ud800" <= character <= "\udfff")]
    return [f"{where} prints {strange[:5]!r}"] if strange else []


PERIBOLOS = {
    "orgs": {"zqorgzq": {
        "name": "zqorgnamezq", "description": "zqorgdescriptionzq", "email": "zqmailzq", "admins": ["zqadazq"], "members": ["zqboriszq"],
        "repos": {"zqrepozq": {"description": "zqrepodescriptionzq", "private": "true", "homepage": "zqhomezq"}},
        "teams": {"zqteamzq": {
            "description": "zqteamdescriptionzq", "privacy": "closed", "maintainers": ["zqadazq"], "members": ["zqboriszq"],
            "repos": {"zqrepozq": "write"}, "previously": ["zqpreviouszq"],
        }},
    }}
}


def peribolos(program):
    """Texts and names of Peribolos' files, in the draft of a description."""
    words = sorted(set(WORD.findall(json.dumps(PERIBOLOS))))
    described = [word for word in words if word in ("zqorgdescriptionzq", "zqrepodescriptionzq", "zqteamdescriptionzq")]

    def draft(values):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "org.yaml").write_text(emitted(PERIBOLOS, values) + "\n", encoding="utf-8")
            output, error = program.run(["import", "peribolos", "org.yaml"], folder, statuses=(0, 1))
            checked = program.run(["check", "-"], folder, output.encode(), statuses=(0, 1)) if output else ("", "")
        return output, error, checked[1]

    harmless = draft({})

    def one(numbered):
        number, group = numbered
        problems = []
        for chosen_words in (described, words):
            values = audit.values(chosen_words, group, number)
            output, error, checked = draft(values)
            problems += unshown("import", error)
            try:
                items = readers.scalars(output)
            except Exception as failure:
                problems.append(f"the draft: {type(failure).__name__}: {failure}")
                continue
            if chosen_words is described:
                # On one line.
                found = twin.difference(items, readers.scalars(harmless[0]), values, lambda text: " ".join(text.split()))
                problems += [found] if found else []
                problems += [f"the draft is wrong: {checked[:300]}"] if "error[" in checked else []
            elif output and {text for kind, text in items if kind == "key of "} - {"tokenbook", "organization", "people", "teams", "repositories"}:
                problems.append(f"the draft has {items[:10]}")
        return [f"texts {number}: {problem}" for problem in problems]

    return in_parallel(one, limited(list(enumerate(grouped(allowed_pieces(), SIZE)))))


def limited(numbered):
    return [numbered[int(os.environ["ONLY"])]] if "ONLY" in os.environ else numbered


PARTS = {
    "fields": fields, "books": books, "names": odd_names, "refusals": refusals, "checkouts": checkouts, "peribolos": peribolos,
    "commands": commands, "branches": branches, "bytes": invalid_bytes,
}

if __name__ == "__main__":
    json.dump(PARTS[sys.argv[2]](Program(sys.argv[1])), sys.stdout, indent=1)
