"""Manual pages from what `tokenbook --experimental-dump-help` prints.

The plugin of the argument parser makes such pages too, but of a second build of the program and with the day of the run.
"""

import re
import time


def pages(command, version, epoch):
    """Each page with its name: one for the program, and one for each command."""
    day = time.strftime("%Y-%m-%d", time.gmtime(epoch))
    # The parser's own command has nothing of its own to say.
    commands = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    name = command["commandName"]
    names = [f"{name}-{sub['commandName']}" for sub in commands]
    yield f"{name}.1", page(name, name, command, version, day, names, commands)
    for sub, title in zip(commands, names):
        yield f"{title}.1", page(title, f"{name} {sub['commandName']}", sub, version, day, [name] + names, [])


def page(title, usage, command, version, day, others, commands):
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    lines = [f'.TH {plain(title.upper())} 1 "{day}" "tokenbook {plain(version)}" "Tokenbook"', ".SH NAME"]
    lines += [f"{plain(title)} \\- {text(command.get('abstract', '')).rstrip('.')}"]
    lines += [".SH SYNOPSIS", f"\\fB{plain(usage)}\\fR " + " ".join(map(synopsis, shown))]
    if commands:
        lines[-1] = f"\\fB{plain(usage)}\\fR \\fIcommand\\fR [\\fIoptions\\fR]"
    if command.get("discussion"):
        lines += [".SH DESCRIPTION"] + paragraphs(command["discussion"])
    if commands:
        lines += [".SH COMMANDS"]
        for sub in commands:
            lines += [".TP", f"\\fB{plain(sub['commandName'])}\\fR", text(sub.get("abstract", ""))]
    for heading, kinds in (("ARGUMENTS", ["positional"]), ("OPTIONS", ["option", "flag"])):
        listed = [a for a in shown if a["kind"] in kinds]
        if listed:
            lines += [f".SH {heading}"]
        for argument in listed:
            lines += [".TP", term(argument), text(meaning(argument))]
    also = [other for other in others if other != title]
    lines += [".SH SEE ALSO", ", ".join(f"\\fB{plain(other)}\\fR(1)" for other in also)]
    return ("\n".join(lines) + "\n").encode()


def option(name):
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def value(argument):
    return f" \\fI{plain(argument.get('valueName', 'value'))}\\fR" if argument["kind"] == "option" else ""


def synopsis(argument):
    if argument["kind"] == "positional":
        word = f"\\fI{plain(argument.get('valueName', ''))}\\fR"
    else:
        word = f"\\fB{plain(option(argument['preferredName']))}\\fR{value(argument)}"
    word += " ..." if argument.get("isRepeating") else ""
    return f"[{word}]" if argument.get("isOptional") else word


def term(argument):
    if argument["kind"] == "positional":
        return f"\\fI{plain(argument.get('valueName', ''))}\\fR"
    return ", ".join(f"\\fB{plain(option(name))}\\fR{value(argument)}" for name in argument["names"])


def meaning(argument):
    words = argument.get("abstract", "")
    if argument.get("allValues"):
        words += " Values: " + ", ".join(argument["allValues"]) + "."
    if argument.get("defaultValue"):
        words += f" The default is {argument['defaultValue']}."
    return words


def paragraphs(discussion):
    parts = re.split(r"\n\s*\n", discussion.strip())
    lines = []
    for part in parts:
        lines += [".PP"]
        for line in part.split("\n"):
            # A line that is set in stands by itself.
            lines += ([".br"] if line.startswith("  ") else []) + [text(line.strip())]
    return lines


def plain(words):
    """Nothing in it is a request or an escape to roff."""
    words = words.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ")
    return "\\&" + words if words[:1] in (".", "'") else words


def text(words):
    """What stands in backticks is bold."""
    parts = words.split("`")
    line = "".join(f"\\fB{plain(p)}\\fR" if i % 2 else plain(p) for i, p in enumerate(parts))
    return "\\&" + line if line[:1] in (".", "'") else line
