"""Somebody in front of the browser."""
import os
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# Seconds; other tests keep the machine busy.
PATIENCE = float(os.environ.get("PATIENCE", "20"))


class Reader:
    """Goes, sees and does what a reader can."""

    def __init__(self, browser, origin):
        self.browser = browser
        self.origin = origin

    # Going

    def open(self, page, width=1280):
        self.browser.resize(width)
        self.browser.get(self.origin + page)

    def begin(self):
        """A browser that has never seen the book."""
        self.browser.javascript(True)
        self.browser.emulate()
        self.open("index.html")
        self.run("localStorage.clear()")
        self.browser.complaints(self.origin)

    # Seeing

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def one(self, selector):
        found = self.browser.find_elements(By.CSS_SELECTOR, selector)
        assert found, f"nothing is `{selector}`"
        return found[0]

    def shown(self, selector):
        return [one for one in self.browser.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]

    def texts(self, selector):
        return [one.text for one in self.shown(selector)]

    def text(self, selector):
        return self.one(selector).text

    def style(self, selector, name, pseudo=None):
        return self.run(
            "return getComputedStyle(document.querySelector(arguments[0]), arguments[2])[arguments[1]]", selector, name, pseudo)

    def focused(self):
        return self.browser.switch_to.active_element

    def is_focused(self, selector):
        return self.run("return document.activeElement === document.querySelector(arguments[0])", selector)

    def wait(self, condition, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.02)
        raise AssertionError("waited for in vain: " + what)

    # Doing

    def press(self, *keys):
        ActionChains(self.browser).send_keys(*keys).perform()

    def search(self, words):
        field = self.one("#search")
        field.clear()
        field.send_keys(words)
        self.wait(lambda: self.shown("#results [role=status]"), "an answer to " + words)

    def hits(self):
        return self.texts("#results li span")


# How the focus looks where it is, and how it came there.
SEE_FOCUS = """
const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
const last = window.lastStop; window.lastStop = one;
return {
  name: one.outerHTML.slice(0, 120),
  left: one === document.body || one === document.documentElement,
  again: (window.stops ??= new Set()).has(one) || !window.stops.add(one),
  backwards: Boolean(last) && !(last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
  unseen: !outlined(look) || box.width === 0 || box.bottom < 0 || box.top > innerHeight,
};
"""
