"""Reads texts back from where they landed, each with a reader that is not ours, and prints what came out as JSON.

Standard input: {"shell": [word, …], "annotation": [[message, property], …], "yaml": [scalar, …], "html": [text, …],
"attribute": [text, …], "json": [text, …]}
"""

import html.parser
import json
import subprocess
import sys

import yaml


def shell(words):
    script = "printf '%s\\0' " + " ".join(words) + "\n"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=True)
    assert done.stderr == b"", done.stderr
    return [part.decode("utf-8") for part in done.stdout.split(b"\0")[:-1]]


def annotation(pairs):
    """As actions/runner reads a line of output (src/Runner.Common/ActionCommand.cs, TryParseV2, looked at 2026-11-30)."""

    def data(text):
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")

    def value(text):
        return (
            text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        )

    read = []
    for message, named in pairs:
        output = f"::error file={named},line=1::{message}\n"
        # .NET's TextReader.ReadLine, which the runner reads output with: CR, LF and CR LF end a line.
        lines = output.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:-1]
        assert len(lines) == 1, (lines, "more than one line")
        body = lines[0][2:]
        end = body.index("::")
        command, _, properties = body[:end].partition(" ")
        assert command == "error"
        pieces = dict(piece.split("=", 1) for piece in properties.split(","))
        read.append([data(body[end + 2 :]), value(pieces["file"])])
    return read


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, attributes))

    def handle_data(self, data):
        self.text += data


def elements(texts):
    read = []
    for text in texts:
        reader = Reader()
        reader.feed(f"<p>{text}</p>")
        reader.close()
        assert reader.tags == [("p", [])], (text, reader.tags)
        read.append(reader.text)
    return read


def attributes(texts):
    read = []
    for text in texts:
        reader = Reader()
        reader.feed(f'<p title="{text}">')
        reader.close()
        assert [tag for tag, _ in reader.tags] == ["p"], (text, reader.tags)
        assert [name for name, _ in reader.tags[0][1]] == ["title"], (text, reader.tags)
        read.append(reader.tags[0][1][0][1])
    return read


given = json.load(sys.stdin)
json.dump(
    {
        "shell": shell(given["shell"]),
        "annotation": annotation(given["annotation"]),
        "yaml": [yaml.safe_load(f"[{scalar}]")[0] for scalar in given["yaml"]],
        "html": elements(given["html"]),
        "attribute": attributes(given["attribute"]),
        "json": [json.loads(text) for text in given["json"]],
    },
    sys.stdout,
)
