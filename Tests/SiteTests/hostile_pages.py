"""Opens the pages of a book of hostile texts in Chromium, each beside the page of its harmless twin:
hostile_pages.py PROGRAM > findings.json

No policy of the site helps the pages here. Out: an array of texts: what ran, what was asked of elsewhere, and elements or
attributes that the twin does not have.
"""
import sys
import tempfile
from pathlib import Path

from browser import Browser, answer, site_at

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "HostileTests"))
from hostile import Book, Program  # noqa: E402
from texts import World, allowed_pieces, chosen  # noqa: E402

HOOK = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "open", "eval"]) window[name] = (...words) => { window.ran.push(name + words) };
"""
# A picture has more lines for a longer text, and a table wider columns; what is between backticks in a sentence is code.
STRUCTURE = """
return [...document.querySelectorAll("*")].filter((element) => !element.parentElement?.closest("svg")).map((element) =>
  element.tagName + " " + (element.tagName == "svg" ? "" : element.getAttributeNames().filter((name) => name != "class").join(" "))
).filter((element) => element != "CODE ")
"""
RISKY = """
return [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames().filter((name) =>
  /^on/i.test(name) || /^\\s*(javascript|vbscript|data):/i.test(element.getAttribute(name)) && !/^(content|aria-|title)/.test(name)
  ).map((name) => element.tagName + " " + name + "=" + element.getAttribute(name)))
"""


def structure(browser, address):
    browser.get(address)
    return browser.execute_script(STRUCTURE)


def findings(browser, origin, page):
    twin = structure(browser, origin + "twin/" + page)
    browser.complaints(origin)
    found = structure(browser, origin + "hostile/" + page)
    if found != twin:
        at = next((index for index, pair in enumerate(zip(found, twin)) if pair[0] != pair[1]), min(len(found), len(twin)))
        yield f"has {found[at : at + 3]} where the twin has {twin[at : at + 3]}"
    for risk in browser.execute_script(RISKY):
        yield "has " + risk
    for ran in browser.execute_script("return window.ran"):
        yield "runs " + ran
    yield from browser.complaints(origin)


def main():
    program, world = Program(sys.argv[1]), World()
    # What HTML gives a meaning, twice as many as fit into one text.
    pieces = [piece for piece in allowed_pieces() if any(mark in piece for mark in "<>\"&:'")]
    harmless = Book(program, world, {})
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        browser.devtools("Page.enable")
        browser.devtools("Page.setBypassCSP", enabled=True)
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", source=HOOK)
        found, seen = [], 0
        for number in range(2):
            book = Book(program, world, chosen(world, pieces, number * len(pieces) // 2))
            twin = harmless.with_address_of(book)
            for name, files in (("hostile", book.files), ("twin", twin.files)):
                for path, text in files.items():
                    file = Path(folder) / name / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text, encoding="utf-8")
            pages = [path for path, text in book.files.items() if path.endswith(".html") and twin.files.get(path) != text]
            seen += len(pages)
            with site_at(folder) as origin:
                found += [f"{page}: {finding}" for page in sorted(pages) for finding in findings(browser, origin, page)]
        # The look itself is tried: a page that does run something.
        (Path(folder) / "hostile/tried.html").write_text("<p><img src=x onerror=alert(1)><a href=' javascript:x'>a</a>")
        (Path(folder) / "twin/tried.html").write_text("<p>")
        with site_at(folder) as origin:
            tried = list(findings(browser, origin, "tried.html"))
        if len([finding for finding in tried if finding.startswith(("has", "runs"))]) < 4:
            found.append(f"of a page that runs something only this is found: {tried}")
        if seen < 40:
            found.append(f"only {seen} pages were looked at")
        answer(found)


if __name__ == "__main__":
    main()
