"""Shows standard input on a terminal of pyte.

Prints as JSON what is then on the screen (`lines`), which texts of the file that is named are not there made visible
(`missing`), and what else the input did to the terminal (`acted`).
"""

import json
import sys
import unicodedata

import pyte
from wcwidth import wcwidth


def is_drawn(char):
    """pyte draws nothing more of a line behind other characters that take no cell."""
    return wcwidth(char) != 0 or unicodedata.combining(char) or char == "\n"


def visible(char):
    """A picture, or the number, of what is no letter of a screen."""
    code = ord(char)
    if char == "\t":
        return "→"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn"):
        return f"<U+{code:04X}>"
    return char


def plain(text):
    return unicodedata.normalize("NFC", "".join(filter(is_drawn, text)))


data = sys.stdin.buffer.read().decode()
screen = pyte.Screen(2000, data.count("\n") + 1)
fresh = pyte.Screen(2000, 1)
acted = []
screen.bell = lambda *_: acted.append("bell")
screen.set_title = screen.set_icon_name = lambda *_: acted.append("title")
screen.write_process_input = lambda *_: acted.append("answer")
# The line discipline of a terminal adds the carriage returns.
pyte.Stream(screen).feed("".join(filter(lambda c: is_drawn(c) or wcwidth(c) < 0, data)).replace("\n", "\r\n"))

rows = [screen.buffer[row] for row in range(screen.lines)]
lines = [plain("".join(row[column].data for column in range(screen.columns)).rstrip()) for row in rows]
default = screen.default_char
if any(cell._replace(data=" ") != default for row in rows for cell in row.values()):
    acted.append("colour")
if (screen.cursor.x, screen.cursor.y) != (0, screen.lines - 1):
    acted.append("cursor")
if screen.mode != fresh.mode or screen.charset != fresh.charset or screen.margins != fresh.margins:
    acted.append("mode")

with open(sys.argv[1], encoding="utf8") as file:
    texts = json.load(file)
shown = "\n".join(lines)
missing = [text for text in texts if plain("".join(map(visible, text))) not in shown]
print(json.dumps({"lines": lines, "sent": [plain(line.rstrip()) for line in data.split("\n")], "missing": missing, "acted": acted}))
