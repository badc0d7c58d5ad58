"""Hostile texts in workflow files and in the names of files and folders, through `audit` and `import`."""

import json
import re
import tempfile
from pathlib import Path

import yaml

import readers
import twin
from texts import FOLDER, WORD, emitted, shown

FORMATS = ["text", "json", "sarif", "github", "summary"]

# What stands in an expression, a script, or an address: a hostile text there is another program, and another finding.
MEANT = {
    "zqsecretzq", "zqtopsecretzq", "zqpatzq", "zqregistryzq", "zqscriptsecretzq", "zqcurlzq", "zqpushzq", "zqscriptzq", "zqscriptuserzq",
    "zqcurlownerzq", "zqcurlrepozq", "zqeventzq", "zqpushownerzq", "zqpushrepozq", "zqbranchzq", "zqindexzq", "zqownerzq", "zqreponamezq",
    "zqactownerzq", "zqactionzq", "zqcallownerzq", "zqcallrepozq", "zqcallfilezq", "zqexpressionzq", "zqpropertyzq", "zqquotezq",
    "zqconditionzq", "zqliteralzq", "zqimagezq", "zqnoactionzq", "zqlocalzq", "zqjobzq", "zqcalledzq", "zqbadzq", "zqidzq", "zqenvkeyzq",
    "zqenvironmentzq", "zqdockerzq", "zqshellzq", "zqworkdirzq", "zqinputzq", "zqinputvaluezq", "zqfolderzq", "zqrunnerzq", "zqcheckoutownerzq",
}
NAMES = {"zqfilezq", "zqcheckoutownerzq"}


class Checkout:
    """What `audit` and `import workflows` write of one workflow file."""

    def __init__(self, program, values):
        self.values = values
        document = yaml.load((FOLDER / "checkout.yaml").read_text(), Loader=yaml.BaseLoader)
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            file = folder / (self.word("zqcheckoutownerzq") + "__web") / ".github/workflows" / (self.word("zqfilezq") + " x.yml")
            file.parent.mkdir(parents=True)
            file.write_text(emitted(document, values) + "\n", encoding="utf-8")
            self.output = {}
            for form in FORMATS[:4]:
                arguments = ["audit", "--no-exit-codes", "--format", form, "."]
                if form == "text":
                    arguments[2:2] = ["--job-summary", "summary.md"]
                # 1: GitHub would refuse the file; it is audited all the same.
                self.output[form], error = program.run(arguments, folder, statuses=(0, 1))
                if form == "text":
                    self.output["errors"] = error
            self.output["summary"] = (folder / "summary.md").read_text()
            # A description names no file with a control character: the import leaves that one out.
            named = re.sub("[\x00-\x1f\x7f]", "", self.word("zqfilezq"))
            file.rename(file.with_name(named + " x.yml"))
            self.imported = values | {"zqfilezq": named} if "zqfilezq" in values else values
            self.output["draft"], self.output["import"] = program.run(["import", "workflows", "."], folder, statuses=(0, 1))
            self.checked, self.problems = "", ""
            if self.output["draft"]:
                self.checked, self.problems = program.run(["check", "-"], folder, self.output["draft"].encode(), statuses=(0, 1))

    def word(self, word):
        return self.values.get(word, word)


READERS = {
    "text": readers.lines, "errors": readers.lines, "import": readers.lines, "json": readers.data, "sarif": readers.data,
    "github": readers.commands, "summary": readers.markdown, "draft": readers.scalars,
}


def fits(word, text):
    """Whether a text may stand in place of a word of the file, or be a name of a file or folder."""
    if word in NAMES:
        return "/" not in text and "\0" not in text and len(text.encode()) < 200
    return True


def values(words, group, number, is_meant=True):
    chosen = {}
    if not is_meant:
        # Neither an expression nor another version of an action, and nothing for which a file is refused.
        group = [piece for piece in group if not re.search("\\$\\{\\{|@|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]", piece)]
    if not group:
        return {}
    for index, word in enumerate(words):
        start = (index + number) % len(group)
        text = ""
        for piece in group[start:] + group[:start]:
            longer = text + (" " if text else "") + piece
            if len(longer.encode()) <= 180 and fits(word, longer):
                text = longer
        if text:
            chosen[word] = text
    return chosen


def words():
    text = (FOLDER / "checkout.yaml").read_text()
    found = {word.lower() for word in WORD.findall("\n".join(line for line in text.split("\n") if line[:1] != "#"))}
    return sorted((found | NAMES) - {"zqzq"})


def twin_problems(came, harmless):
    """Where a text changes no finding, all is as in the twin, but for that text."""
    problems = []
    for name, read in READERS.items():
        form = FORMS.get(name, str)
        try:
            found = twin.difference(masked(read(came.output[name])), masked(read(harmless.output[name])), came.imported if name in ("import", "draft") else came.values, form)
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
        if found:
            problems.append(f"{name}: {found}")
    return problems


# A job summary shows each finding on one line.
FORMS = {"text": shown, "errors": shown, "import": shown, "summary": lambda text: re.sub("[\x85\u2028\u2029]", " ", text)}


def masked(items):
    """Without numbers made of texts, the lines of the file that are shown, and their columns: another file has others.
    A key of the draft is made of the name of the file."""
    kept = []
    for kind, text in items:
        if kind == "line" and re.match(r" *[0-9]* [|]", text):
            text = ""
        if kind.startswith("property") and kind[9:] in ("line", "endLine", "col", "endColumn"):
            text = ""
        if kind.startswith("int at") or re.fullmatch("[0-9a-f]{16}:[0-9]+", text):
            text = ""
        text = re.sub(r"(:[0-9]+):[0-9]+$", r"\1", text) if kind == "line" else text
        if kind == "key of ..." and re.fullmatch("[A-Za-z0-9._-]{1,100}", text):
            text = "key"
        kept.append((kind, re.sub("web/[A-Za-z0-9._-]{1,100}$", "web/key", text) if kind.startswith("str at") else text))
    return kept


def invariants(came):
    """Whatever stands where: each finding is there once, on its lines, and nothing else is."""
    problems = []
    try:
        findings = json.loads(came.output["json"])["findings"]
        results = json.loads(came.output["sarif"])["runs"][0]["results"]
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    if len(results) != len(findings):
        problems.append(f"{len(findings)} findings, and {len(results)} in SARIF")
    titles = re.findall(r"^(?:informational|low|medium|high)\[", came.output["text"], re.MULTILINE)
    if len(titles) != len(findings):
        problems.append(f"{len(findings)} findings, and {len(titles)} in text")
    kinds = [kind for kind, text in readers.commands(came.output["github"]) if (kind, text) != ("line", "")]
    told = [kind for kind in kinds if kind.startswith("command")]
    allowed = ("command error", "command warning", "command notice", "property ")
    if strange := [kind for kind in kinds if not kind.startswith(allowed)]:
        problems.append(f"annotations: {strange[:3]}")
    if len(findings) < 10 and len(told) != len(findings):
        problems.append(f"{len(findings)} findings, and {len(told)} annotations")
    tags = [kind for kind, _ in readers.markdown(came.output["summary"]) if kind[0] in "<@"]
    known = {tag + name for tag in ("<", "</") for name in ("h3", "p", "ul", "li", "strong", "details", "summary", "table", "thead", "tbody", "tr", "th", "td")}
    if strange := [tag for tag in tags if tag not in known | {"<th align", "<td align", "@th align", "@td align"}]:
        problems.append(f"job summary: {strange[:3]}")
    if tags.count("<li") != len(findings):
        problems.append(f"{len(findings)} findings, and {tags.count('<li')} in the job summary")
    for name in ("text", "errors", "import"):
        if strange := [character for character in came.output[name] if character != "\n" and shown(character) != character]:
            problems.append(f"{name} prints {strange[:5]!r}")
    if came.output["draft"]:
        try:
            draft = yaml.safe_load(came.output["draft"])
            if strange := set(draft) - {"tokenbook", "organization", "repositories", "packages", "credentials", "outside", "apps", "people"}:
                problems.append(f"the draft has {strange}")
        except yaml.YAMLError as error:
            problems.append(f"the draft: {error}")
        if "error" in came.problems:
            problems.append(f"the draft is wrong: {came.problems[:600]}")
    return problems
