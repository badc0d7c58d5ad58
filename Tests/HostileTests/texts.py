"""The hostile texts, and the description in which they take the place of harmless ones."""

import itertools
import json
import re
import unicodedata
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent
PACKAGE = FOLDER.parents[1]
WORD = re.compile(r"zq[a-z]+zq", re.IGNORECASE)


def pieces():
    """Each hostile text by itself."""
    given = json.loads((FOLDER / "texts.json").read_text())
    joined = [
        " ".join(mark + joiner + "x" + joiner + mark for joiner in given["joiners"]) for mark in given["marks"]
    ]
    return given["payloads"] + given["marks"] + joined + given["lineEnds"] + given["invisibles"] + given["controls"]


def allowed_pieces():
    """Without those for which a description is refused: see the part `refusals`."""
    return [piece for piece in pieces() if not REFUSED.search(piece)]


REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def names():
    return json.loads((FOLDER / "texts.json").read_text())["names"]


class Schema:
    """The JSON Schema of the description, which a test of the model holds to the reader."""

    def __init__(self):
        self.root = json.loads((PACKAGE / "site/schemas/tokenbook.schema.json").read_text())

    def text_fields(self):
        """Every place of the schema where a text may be that is none of a few words, with its pattern; None for any."""
        found = {}
        self._collect(self.root, "", found, set())
        return found

    def _collect(self, node, path, found, seen):
        if "$ref" in node:
            name = node["$ref"].rsplit("/", 1)[1]
            if name not in seen:
                seen.add(name)
                self._collect(self.root["definitions"][name], name, found, seen)
            return
        for part in node.get("allOf", []) + node.get("anyOf", []):
            self._collect(part, path, found, seen)
        if "enum" in node:
            return
        kinds = node.get("type", [])
        if "string" in ([kinds] if isinstance(kinds, str) else kinds):
            found[path] = node.get("pattern")
        if "items" in node:
            self._collect(node["items"], path + "[]", found, seen)
        if "propertyNames" in node:
            found[path + "{}"] = node["propertyNames"]["pattern"]
            self._collect(node["additionalProperties"], path + "{:}", found, seen)
        for key, value in node.get("properties", {}).items():
            self._collect(value, f"{path}.{key}", found, seen)
        # The keys that a record of a service asks for.
        if "propertyNames" not in node and isinstance(node.get("additionalProperties"), dict):
            self._collect(node["additionalProperties"], path + ".*", found, seen)

    def uses(self, document):
        """Each text of a document with the field that it stands in: (field, pattern, text)."""
        yield from self._uses(self.root, document, "")

    def _uses(self, node, value, path):
        if "$ref" in node:
            name = node["$ref"].rsplit("/", 1)[1]
            yield from self._uses(self.root["definitions"][name], value, name)
            return
        for part in node.get("allOf", []) + [part for part in node.get("anyOf", []) if self._fits(part, value)]:
            yield from self._uses(part, value, path)
        if "enum" in node or value is None or isinstance(value, bool):
            return
        if isinstance(value, list) and "items" in node:
            for element in value:
                yield from self._uses(node["items"], element, path + "[]")
        elif isinstance(value, dict):
            for key, inner in value.items():
                if "propertyNames" in node:
                    yield path + "{}", node["propertyNames"]["pattern"], key
                    yield from self._uses(node["additionalProperties"], inner, path + "{:}")
                elif key in node.get("properties", {}):
                    yield from self._uses(node["properties"][key], inner, f"{path}.{key}")
                elif isinstance(node.get("additionalProperties"), dict):
                    yield from self._uses(node["additionalProperties"], inner, path + ".*")
        elif isinstance(value, str) and "string" in node.get("type", []):
            yield path, node.get("pattern"), value

    def _fits(self, part, value):
        if "anyOf" in part:
            return any(self._fits(inner, value) for inner in part["anyOf"])
        if "$ref" in part:
            shape = self.root["definitions"][part["$ref"].rsplit("/", 1)[1]]
            is_open = isinstance(shape.get("additionalProperties"), dict)
            return isinstance(value, dict) and set(shape.get("required", [])) <= set(value) and (
                is_open or set(value) <= set(shape["properties"])
            )
        kind = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else "string"
        return kind in ([part["type"]] if isinstance(part.get("type"), str) else part.get("type", []))


class World:
    """The description of `world.yaml`, with other texts in place of its words."""

    def __init__(self):
        # Days stay texts.
        self.document = yaml.load((FOLDER / "world.yaml").read_text(), Loader=yaml.BaseLoader)
        self.schema = Schema()
        self.uses = list(self.schema.uses(self.document))
        self.words = sorted({word.lower() for _, _, text in self.uses for word in WORD.findall(text)})
        self.places = {
            word: [(pattern, text) for _, pattern, text in self.uses if word in text.lower()] for word in self.words
        }

    def accepts(self, word, text):
        """Whether the schema lets a text stand wherever the word does."""
        # A file's name: no folder, and nothing that stands for others.
        if word == "zqincludezq" and re.search(r"[/*\0]", text):
            return False
        return all(
            pattern is None or re.search(pattern.replace("$", r"\Z"), replaced(given, {word: text}))
            for pattern, given in self.places[word]
        )

    def is_name(self, word):
        """Whether the word names something, by an alphabet of its own."""
        return all(pattern is not None and not self.accepts(word, "'") for pattern, _ in self.places[word])

    def with_texts(self, values):
        return emitted(self.document, values)

    def refused(self, text):
        """The lines of a description on which a text breaks the schema's rule."""
        found = {}
        for field, pattern, given in self.schema.uses(placed(yaml.compose(text, Loader=yaml.BaseLoader))):
            if pattern is not None and not re.search(pattern.replace("$", r"\Z"), given):
                found[given.line] = field
        return found


class Placed(str):
    """A text and the line on which it begins."""

    line = 0


def placed(node):
    if isinstance(node, yaml.MappingNode):
        return {placed(key): placed(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [placed(value) for value in node.value]
    text = Placed(node.value)
    text.line = node.start_mark.line + 1
    return text


def replaced(text, values):
    """The text with its words replaced; those that it has in capitals too."""
    return WORD.sub(lambda found: values.get(found.group().lower(), found.group()), text)


def emitted(node, values, indent=""):
    """A document as YAML, one text a line."""
    if isinstance(node, dict):
        lines = []
        for key, value in node.items():
            head = indent + quoted(replaced(key, values)) + ":"
            if isinstance(value, (dict, list)) and value:
                lines += [head, emitted(value, values, indent + "  ")]
            else:
                lines.append(head + " " + emitted(value, values))
        return "\n".join(lines) if node else "{}"
    if isinstance(node, list):
        return "\n".join(
            indent + "-\n" + emitted(value, values, indent + "  ")
            if isinstance(value, (dict, list))
            else indent + "- " + emitted(value, values)
            for value in node
        ) if node else "[]"
    # Plain where a day, a duration or one of a few words is meant.
    text = replaced(node, values)
    return text if text == node and not WORD.search(text) and re.fullmatch(r"[A-Za-z0-9_:.-]+", text) else quoted(text)


def quoted(text):
    """In YAML's double quotes, everything but letters and digits of ASCII by its number."""
    def escaped(character):
        number = ord(character)
        if character.isascii() and (character.isalnum() or character in " -_./#@:"):
            return character
        return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"

    return '"' + "".join(map(escaped, text)) + '"'


def shown(text):
    """As a terminal is to show a text: what moves the cursor, hides or turns text by its number or picture."""
    def picture(character):
        number = ord(character)
        if character == "\t":
            return "→"
        if number < 0x20:
            return chr(0x2400 + number)
        if number == 0x7F:
            return "␡"
        if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn"):
            return f"<U+{number:04X}>"
        return character

    return "".join(map(picture, text))


def grouped(texts, size):
    return [texts[start : start + size] for start in range(0, len(texts), size)]


def chosen(world, group, rotation):
    """A text of the group for each word that takes one; another order for each, so that each piece once begins."""
    values = {}
    free = [word for word in world.words if not world.is_name(word)]
    for index, word in enumerate(free):
        start = (index + rotation) % len(group)
        fitting = [piece for piece in group[start:] + group[:start] if world.accepts(word, piece)]
        text = ""
        for piece in fitting:
            longer = text + (" " if text else "") + piece
            if len(longer.encode()) <= 240 and world.accepts(word, longer):
                text = longer
        if text:
            # What is sorted keeps its place among the others.
            values[word] = f"{word} {text}" if word in SORTED else text
    return values


SORTED = {
    "zqfineoutsidezq", "zqjenkinsstorezq", "zqoutsidezq", "zqpulloutsidezq", "zqstoreszq", "zqunknownoutsidezq", "zqenvzq", "zqenvbzq",
}
