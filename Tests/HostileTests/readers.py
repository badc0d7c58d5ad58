"""Reads every kind of file of a book with a program that is not ours, as a list of (what it is, text): `<a class href`
with the text behind it, a cell of a row, a property of an event, a value of JSON by its way."""

import csv
import html.parser
import io
import json
import re
import xml.etree.ElementTree

import cmarkgfm
import icalendar
import yaml
from cmarkgfm.cmark import Options

UNSAFE = Options.CMARK_OPT_UNSAFE


class Elements(html.parser.HTMLParser):
    """Each tag with its attributes, and the text up to the next; code without attributes is text like any other."""

    def __init__(self, plain_code=False):
        super().__init__(convert_charrefs=True)
        self.items = [("start", "")]
        self.open_code = 0
        self.plain_code = plain_code

    def handle_starttag(self, tag, attributes):
        if self.plain_code and tag in ("code", "wbr") and not attributes:
            return
        if tag == "code":
            self.open_code += 1
        self.items.append(("<" + " ".join([tag] + [name for name, _ in attributes]), ""))
        values = [(f"@{tag} {name}", value or "") for name, value in attributes]
        self.items[-1:-1] = values

    def handle_endtag(self, tag):
        if self.plain_code and tag in ("code", "wbr") and self.open_code == 0:
            return
        if tag == "code":
            self.open_code -= 1
        self.items.append(("</" + tag, ""))

    def handle_data(self, data):
        kind, text = self.items[-1]
        self.items[-1] = (kind, text + data)

    def handle_comment(self, data):
        self.items.append(("<!--", data))

    def handle_decl(self, decl):
        self.items.append(("<!", decl))

    def handle_pi(self, data):
        self.items.append(("<?", data))


def elements(text, plain_code=True):
    reader = Elements(plain_code)
    reader.feed(text)
    reader.close()
    return reader


def page(text):
    return elements(text).items


def markdown(text):
    """As github.com reads it."""
    # Of a mail address in text GitHub makes a link to that address, and no escape keeps it from that.
    html = cmarkgfm.github_flavored_markdown_to_html(text, UNSAFE)
    return elements(re.sub('<a href="mailto:([^"]*)">\\1</a>', r"\1", html)).items


def common_markdown(text):
    """As CommonMark reads it, where a table is a paragraph: only what there is, no text."""
    return [(kind, "") for kind, _ in elements(cmarkgfm.markdown_to_html(text, UNSAFE)).items if kind[0] != "@"]


def without_pictures(items):
    """The items outside of `<svg>`, and those of each picture."""
    rest, pictures, is_inside = [], [], False
    for kind, text in items:
        if kind.startswith("@svg"):
            continue
        if kind.startswith("<svg"):
            is_inside = True
            pictures.append([])
        (pictures[-1] if is_inside else rest).append((kind, text))
        if kind == "</svg":
            is_inside = False
    return rest, pictures


def without_programs(items):
    """The items without the text of blocks that a shell or YAML reads, and without what is made of texts: the numbers of
    tasks, and the anchors of headings, which hold no mark."""
    kept, language = [], ""
    for kind, text in items:
        if kind in ("@pre lang", "@code class"):
            language = text.removeprefix("language-")
        elif kind[0] == "<":
            if language in PROGRAMS:
                text = ""
            if kind != "<pre lang":
                language = ""
        if kind in ("@input id", "@label for"):
            text = re.sub("^task-[0-9a-f]+$", "task", text)
        if kind in ("@a href", "@h1 id", "@h2 id", "@h3 id", "@h4 id", "@h5 id", "@h6 id", "@section id", "@section aria-labelledby"):
            text = re.sub("(^|#)[^ \"'<>&`|\\\\()\\[\\]#]*$", r"\1", text) if "#" in text or kind != "@a href" else text
        kept.append((kind, text))
    return kept


PROGRAMS = ("sh", "yaml", "diff")


def fences(text):
    """The fenced blocks that have a language, with it."""
    items = markdown(text)
    return [
        (language, block) for (kind, language), (_, block) in zip(items, items[1:]) if kind == "@pre lang"
    ]


def table(text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    return [item for row in rows for item in [("row", "")] + [("cell", cell) for cell in row]]


def calendar(text):
    items = []
    read = icalendar.Calendar.from_ical(text.encode())
    for component in read.walk():
        items.append((component.name, ""))
        items += [("error", str(error)) for error in component.errors]
        for name, value in component.property_items(recursive=False):
            if name in ("BEGIN", "END"):
                continue
            kind = name + "".join(";" + key for key in sorted(getattr(value, "params", {})))
            items.append((kind, ", ".join(map(str, value.cats)) if hasattr(value, "cats") else str(getattr(value, "dt", value))))
    return items


def tree(value, way=""):
    """Keys are read as texts: one may hold a name."""
    if isinstance(value, dict):
        return [item for key, inner in value.items() for item in [("key of " + way, str(key))] + tree(inner, way + ".")]
    if isinstance(value, (list, tuple)):
        return [("list " + way, "")] + [item for inner in value for item in tree(inner, way + "[]")]
    return [(type(value).__name__ + " at " + way, str(value))]


def data(text):
    return tree(json.loads(text))


# An expression of GitHub Actions that is only a text.
LITERAL = re.compile(r"\$\{\{ '([^']*)' \}\}")


def workflow(text):
    """A text of a workflow, and what GitHub Actions evaluates in it."""
    found = [("expression", inner) for inner in re.findall(r"\$\{\{(.*?)\}\}", LITERAL.sub("", text), re.DOTALL)]
    return [("text", LITERAL.sub(r"\1", text))] + found


def scalars(text):
    """All documents of a YAML stream; a tag that is not of the core fails."""
    return [item for document in yaml.safe_load_all(text) for item in tree(document)]


def xml_items(text):
    items = []
    for event, node in xml.etree.ElementTree.iterparse(io.BytesIO(text.encode()), events=("start", "end")):
        if event == "end":
            items.append(("</" + node.tag, (node.text or "") if not len(node) else ""))
            items.append(("after", node.tail or ""))
        else:
            items.append(("<" + " ".join([node.tag] + list(node.keys())), ""))
            items += [("@" + name, value) for name, value in node.items() if not GEOMETRY.match(name)]
    return items


# Wide texts make wide pictures.
GEOMETRY = re.compile(r"(x|y|x1|x2|y1|y2|d|width|height|viewBox|transform|points|textLength)$")


def lines(text):
    """For a person at a terminal; nothing in it but line ends and what is seen."""
    return [("line", line) for line in text.split("\n")]


def commands(text):
    """What the runner of GitHub Actions makes of lines (actions/runner, src/Runner.Common/ActionCommand.cs, TryParseV2 and
    TryParse, looked at 2026-11-30). Lines end as .NET's `ReadLine` has it."""
    items = []
    for line in re.split("\r\n|\r|\n", text):
        start = line.lstrip(WHITE)
        if start.startswith("::") and "::" in start[2:]:
            information, message = start[2:].split("::", 1)
            name, _, properties = information.partition(" ")
            items.append(("command " + name, unescaped(message, "\r\n")))
            for part in filter(None, properties.strip(WHITE).split(",")):
                key, _, value = part.partition("=")
                items.append(("property " + key, unescaped(value, "\r\n:,")))
        else:
            items.append(("old command" if "##[" in line and "]" in line else "line", line))
    return items


# As `char.IsWhiteSpace` has it.
WHITE = "".join(map(chr, [*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]))


def unescaped(text, characters):
    for character in characters + "%":
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def reader(path):
    for end, read in READERS.items():
        if path.endswith(end):
            return read
    raise ValueError(f"no reader for {path}")


READERS = {
    ".html": page, ".md": markdown, ".txt": markdown, ".csv": table, ".ics": calendar, ".json": data, ".svg": xml_items,
    ".xml": xml_items, ".yaml": scalars, ".yml": scalars,
}
