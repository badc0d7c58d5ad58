"""Looks at pages in Chromium: look.py ROOT < pages.json > findings.json

In: a JSON array of paths below ROOT, a folder. Out: an array of texts, each a page and what
is wrong with it: a violation that axe-core finds in light or dark, a line wider than the window, a request to
elsewhere, a complaint in the console.
"""
import importlib.util
import json
import sys
from pathlib import Path

from browser import Browser, answer, site_at

RUN_AXE = """
const done = arguments[arguments.length - 1];
const tell = (rule) => rule.id + ": " + rule.help + ": "
  + rule.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + node.failureSummary.replace(/\\s+/g, " ")).join("; ");
axe.run(document, arguments[0]).then((result) => done(result.violations.map(tell)), (error) => done(["axe: " + error]));
"""
# All that lasts: rules of WCAG and good habits. Nothing is left out.
EVERYTHING = {"preload": False}
# What else than colours could differ in the other theme?
COLOURS = {"preload": False, "runOnly": ["color-contrast"]}

# A phone; 1280 pixels at 200 % zoom, as wide as a browser makes them; a desktop.
WINDOWS = [(320, 640, 2), (640, 450, 2), (1280, 900, 1)]


def axe_core():
    # Only a file of the package is wanted, which it need not be imported for.
    folder = importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0]
    return (Path(folder) / "axe.min.js").read_text(encoding="utf-8")


def findings(browser, origin, page):
    browser.emulate(prefers_color_scheme="light")
    browser.get(origin + page)
    if browser.execute_script("return document.querySelector('meta[name=robots]')?.content") != "noindex":
        yield "does not say noindex"
    for width, height, scale in WINDOWS:
        browser.resize(width, height, scale)
        needed = browser.execute_script("return document.documentElement.scrollWidth")
        if needed > width:
            yield f"scrolls sideways: {needed} pixels in a window of {width}"
    for finding in browser.execute_async_script(RUN_AXE, EVERYTHING):
        yield "in light, " + finding
    browser.emulate(prefers_color_scheme="dark")
    for finding in browser.execute_async_script(RUN_AXE, COLOURS):
        yield "in dark, " + finding
    yield from browser.complaints(origin)


def main():
    with site_at(sys.argv[1]) as origin, Browser() as browser:
        browser.set_script_timeout(120)
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", source=axe_core())
        answer([f"{page}: {finding}" for page in json.load(sys.stdin) for finding in findings(browser, origin, page)])


if __name__ == "__main__":
    main()
