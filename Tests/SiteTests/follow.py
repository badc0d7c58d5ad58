"""Writes a description beside its preview, in Chromium: follow.py PROGRAM FOLDER > findings.json

PROGRAM is `tokenbook`, FOLDER has the example's description, which is changed. Out: an array of texts, each what did not
go as it should.
"""
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from selenium.webdriver.common.by import By

from browser import Browser, answer
from look import EVERYTHING, RUN_AXE, axe_core

# Seconds; other tests keep the machine busy. Only what never comes takes all of them.
PATIENCE = float(os.environ.get("PATIENCE", "90"))
PAGE = "checklists/api.html"


class Preview:
    """A page of the preview in front of somebody who changes the description."""

    def __init__(self, browser, origin, description):
        self.browser, self.origin, self.description = browser, origin, description
        self.text = description.read_text(encoding="utf-8")

    def change(self, text, shows, what):
        """Changes the description, and waits until the page has loaded again and shows something."""
        self.browser.execute_script("window.isOld = true")
        self.description.write_text(text, encoding="utf-8")
        ask = f"return !window.isOld && document.readyState === 'complete' && ({shows})"
        self.eventually(lambda: self.browser.execute_script(ask), "waited in vain for " + what)

    def eventually(self, holds, otherwise):
        """Waits until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, otherwise
            time.sleep(0.05)

    def marks(self):
        return [box.is_selected() for box in self.browser.find_elements(By.CSS_SELECTOR, ".task input")]

    def top_of(self, selector):
        return self.browser.execute_script(
            "return document.querySelector(arguments[0]).getBoundingClientRect().top", selector)


def follows(preview):
    browser = preview.browser
    browser.get(preview.origin + PAGE)
    browser.find_elements(By.CSS_SELECTOR, ".task input")[1].click()
    marks = preview.marks()
    browser.execute_script("document.querySelector('#verify').scrollIntoView()")
    place = preview.top_of("#verify")

    preview.change(
        preview.text + "\nnonsense: <b>\n", "document.querySelector('.tokenbook-problems .error')", "the mistake")
    assert "nonsense" in browser.find_element(By.CSS_SELECTOR, ".tokenbook-problems").text
    preview.eventually(lambda: preview.marks() == marks and any(marks), "a mark was lost")
    preview.eventually(lambda: abs(preview.top_of("#verify") - place) < 40, "the page has moved under the reader")
    for theme in "light", "dark":
        browser.emulate(prefers_color_scheme=theme)
        found = browser.execute_async_script(RUN_AXE, EVERYTHING)
        assert not found, f"in {theme}, {found}"
    browser.find_element(By.CSS_SELECTOR, ".tokenbook-jump").click()
    preview.eventually(
        lambda: abs(preview.top_of("#tokenbook-problems")) < 100, "the button does not lead to the problems")

    preview.change(preview.text, "!document.querySelector('.tokenbook-problems .error')", "the mended book")
    preview.eventually(lambda: preview.marks() == marks, "a mark was lost when mended")
    browser.get(preview.origin)  # The day stands on the overview.
    later = preview.text.replace("as_of: 2026-11-22", "as_of: 2026-11-23")
    preview.change(later, "document.body.textContent.includes('2026-11-23')", "the next day's book")


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    description = folder / "tokenbook.yaml"
    served = subprocess.Popen(
        [program, "serve", str(description), "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        origin = served.stdout.readline().strip()
        with Browser() as browser:
            browser.set_script_timeout(120)
            browser.devtools("Page.addScriptToEvaluateOnNewDocument", source=axe_core())
            try:
                follows(Preview(browser, origin, description))
                answer(browser.complaints(origin))
            except AssertionError as error:
                answer([str(error) or "an expectation failed"])
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(10)


main()
