"""Scenarios: working through pages, by mouse and by keyboard, on any screen and on paper."""
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from reader import SEE_FOCUS

# Checklists


def marks_are_remembered(reader):
    page = "checklists/api.html"
    reader.open(page)
    boxes = reader.shown(".task input")
    assert len(boxes) > 4 and not any(box.is_selected() for box in boxes)
    boxes[1].click()
    boxes[3].send_keys(Keys.SPACE)
    progress = f"2 of {len(boxes)} done"
    assert reader.text(".progress [role=status]") == progress, reader.text(".progress [role=status]")
    reader.open(page)
    marked = [box.is_selected() for box in reader.shown(".task input")]
    assert [index for index, mark in enumerate(marked) if mark] == [1, 3], marked
    assert reader.text(".progress [role=status]") == progress
    reader.open("checklists/web.html")
    assert not any(box.is_selected() for box in reader.shown(".task input")), "another checklist has marks"
    reader.open(page)
    reader.one(".progress button").click()
    reader.open(page)
    assert not any(box.is_selected() for box in reader.shown(".task input")), "marks come back"


# Copying


def blocks_are_copied_as_they_are(reader):
    reader.open("repositories/api.html")
    block = reader.run("return [...document.querySelectorAll('.code')].find((one) => one.textContent.includes('jobs:'))")
    wanted = block.find_element(By.CSS_SELECTOR, "code").get_property("textContent").rstrip("\n")
    button = block.find_element(By.CSS_SELECTOR, "button")
    button.click()
    reader.wait(lambda: button.text == "Copied", "Copied")
    reader.run("document.querySelector('main').append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    reader.one("#paste").click()
    ActionChains(reader.browser).key_down(Keys.CONTROL).send_keys("v").key_up(Keys.CONTROL).perform()
    got = reader.one("#paste").get_property("value")
    assert got == wanted, f"copied {got!r}"


# Theme


def is_dark(reader):
    parts = reader.style("body", "backgroundColor").strip("rgba()").split(",")
    return sum(float(part) for part in parts[:3]) < 380


def the_theme_is_the_machine_s_until_chosen(reader):
    for scheme in ["light", "dark"]:
        reader.browser.emulate(prefers_color_scheme=scheme)
        reader.open("index.html")
        assert is_dark(reader) == (scheme == "dark"), scheme
    for scheme, theme in [("light", "dark"), ("dark", "light")]:
        reader.browser.emulate(prefers_color_scheme=scheme)
        reader.open("index.html")
        reader.one(f".theme option[value={theme}]").click()
        assert is_dark(reader) == (theme == "dark"), f"{theme} chosen on a {scheme} machine"
        reader.open("guidance/index.html")
        assert is_dark(reader) == (theme == "dark"), "forgotten on the next page"
        assert reader.one(".theme").get_property("value") == theme
    reader.one(".theme option[value=auto]").click()
    assert is_dark(reader), "auto is not the machine's"


# Keyboard


def the_first_stop_skips_the_menu(reader):
    reader.open("repositories/api.html")
    reader.press(Keys.TAB)
    link = reader.focused()
    assert link.get_attribute("class") == "skip", link.get_attribute("outerHTML")
    reader.wait(lambda: reader.run("return arguments[0].getBoundingClientRect().top >= 0", link), "the link in sight")
    reader.press(Keys.ENTER)
    assert reader.is_focused("#main"), "the link does not go to the text"
    reader.press(Keys.TAB)
    assert reader.run("return document.querySelector('main').contains(document.activeElement)"), "focus is not in the text"


def tab_goes_once_through_everything(reader):
    for page in ["checklists/api.html", "repositories/api.html", "runbooks/index.html"]:
        reader.open(page)
        stops = 0
        while True:
            reader.press(Keys.TAB)
            stop = reader.run(SEE_FOCUS)
            if stop["left"] or stop["again"]:
                break
            stops += 1
            assert not stop["backwards"], f"{page}: focus goes back to {stop['name']}"
            if stop["unseen"]:  # what moves into sight does so within a moment
                time.sleep(0.3)
                assert not reader.run(SEE_FOCUS)["unseen"], f"{page}: focus is not seen on {stop['name']}"
            assert stops < 400, f"{page}: a trap at {stop['name']}"
        wanted = reader.run(
            'return [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex=\'0\']")]'
            ".filter((one) => one.checkVisibility()).length")
        assert stops == wanted, f"{page}: {stops} stops, {wanted} things to stop at"


def slash_goes_to_the_search_until_switched_off(reader):
    reader.open("index.html")
    reader.press("/")
    assert reader.is_focused("#search"), "the key / does not go to the search"
    reader.press("a/b")
    assert reader.one("#search").get_property("value") == "a/b"
    reader.one(".settings input").click()
    reader.open("index.html")
    reader.press("/")
    assert not reader.is_focused("#search"), "switched off, / still goes to the search"
    reader.one(".settings input").click()
    reader.open("index.html")
    reader.press("/")
    assert reader.is_focused("#search"), "switched on again, / does not go to the search"


def no_other_key_does_anything(reader):
    reader.open("repositories/api.html")
    before = reader.browser.current_url
    reader.press("abcdefghijklmnopqrstuvwxyz0123456789?.,;[]=-")
    assert reader.run("return document.activeElement === document.body && scrollY === 0"), "a key moves something"
    assert reader.browser.current_url == before


# Ways through the book


def pages_lead_up_and_on(reader):
    reader.open("checklists/api.html")
    reader.one(".pager .next").click()
    there = reader.text("h1")
    assert not there.startswith("Set up api")
    reader.one(".pager .previous").click()
    assert reader.text("h1").startswith("Set up api")
    reader.one(".crumbs li:last-child a").click()
    assert reader.browser.current_url.endswith("/checklists/index.html")
    assert [one.text for one in reader.shown(".sections [aria-current]")] == ["Checklists"]
    reader.one(".site").click()
    assert reader.browser.current_url.endswith("/index.html")


def contents_lead_to_headings(reader):
    reader.open("repositories/api.html")
    links = reader.shown(".contents a")
    assert len(links) > 3
    links[-1].click()
    target = links[-1].get_attribute("href").split("#")[1]
    reader.wait(
        lambda: reader.run(
            "const top = document.getElementById(arguments[0]).getBoundingClientRect().top; return top >= 0 && top < innerHeight",
            target),
        "the heading in sight")


def a_missing_page_leads_back(reader):
    """Only from a server."""
    reader.open("no/such/page.html")
    reader.browser.complaints(reader.origin)  # one: that it is missing
    assert reader.text("h1").startswith("Page not found")
    assert reader.style(".frame", "display") == "grid", "the page has no style"
    reader.search("fare-engine")
    reader.wait(lambda: reader.hits()[:1] == ["fare-engine"], "the repository as the first hit")
    reader.press(Keys.ENTER)
    reader.wait(lambda: reader.browser.current_url == reader.origin + "repositories/fare-engine.html", "its page")
    reader.open("no/such/page.html")
    reader.browser.complaints(reader.origin)
    next(link for link in reader.shown("article li a") if link.text == "Repositories").click()
    assert reader.browser.current_url == reader.origin + "repositories/index.html"


# Without a script, on paper, in other colours


def everything_is_there_without_javascript(reader):
    reader.browser.javascript(False)
    reader.open("repositories/api.html")
    assert not reader.browser.find_elements(By.ID, "search"), "the script still runs"
    assert len(reader.shown(".sections a")) >= 8 and len(reader.shown(".contents a")) > 3 and reader.shown(".crumbs a")
    rows = reader.run("return document.querySelectorAll('article tr').length")
    assert rows > 20 and len(reader.shown("article tr")) == rows, "rows are hidden"
    assert reader.shown("article .code code")
    reader.open("checklists/api.html")
    box = reader.one(".task input")
    box.click()
    assert box.is_selected()
    reader.open("repositories/api.html", width=320)
    for menu, link in [(".sections", ".sections a"), (".contents", ".contents a")]:
        assert not reader.shown(link), f"{menu} is unfolded on a phone"
        reader.one(menu + " summary").click()
        assert reader.shown(link), f"{menu} cannot be unfolded"
    next(link for link in reader.shown(".sections a") if link.text == "Repositories").click()
    assert reader.browser.current_url.endswith("/repositories/index.html")


def three_ways_lead_out_of_trouble(reader):
    """What to do first, how to end a leaked token, whom to ask: one click from the first page, without a script."""
    reader.browser.javascript(False)
    for words, place in [("leaked", "runbooks/index.html#"), ("fails", "runbooks/it-fails.html"), ("leaves", "runbooks/index.html#")]:
        reader.open("index.html", width=390)
        way = next(one for one in reader.shown(".ways li") if words in one.text)
        top = reader.run("return arguments[0].getBoundingClientRect().bottom", way)
        assert top < 700, f"{way.text} is not on the first screen of a phone"
        way.click()
        assert place in reader.browser.current_url, reader.browser.current_url
    reader.open("index.html", width=390)
    cards = reader.shown(".cards li")
    assert 0 < len(cards) <= 10
    assert reader.run("return arguments[0].getBoundingClientRect().top", cards[0]) < 844, "the first card is below the first screen"


def words_before(reader, link):
    """How many words of a page's text somebody reads who reads all of it down to a link."""
    return reader.run(
        """
        const range = document.createRange();
        range.setStart(document.querySelector("article"), 0);
        range.setEndBefore(arguments[0]);
        return range.toString().split(/\\s+/).filter(Boolean).length;
        """,
        link)


def three_walks_take_less_than_a_minute(reader):
    """What to do first, how to end a leaked token, why a cluster has a classic PAT: by clicks and words read."""
    minute = 200
    # What to do first: the first card, and the page that says how.
    reader.open("index.html")
    do_it = reader.one(".cards li p:nth-of-type(5) a")
    read = words_before(reader, do_it)
    do_it.click()
    assert read < minute and reader.shown("article ol, article .code"), f"{read} words to what to do first"
    # How to end a leaked token: its row among those that leaked, and the page with the command.
    reader.open("index.html")
    way = reader.one(".ways a")
    read = words_before(reader, way)
    way.click()
    first = reader.shown("#leaked-which-first ~ .table td a")[0]
    name = first.text
    read += words_before(reader, first)
    first.click()
    assert name.lower() in reader.text("h1").lower(), reader.text("h1")
    assert read < minute and reader.shown("article .code"), f"{read} words to how to end {name}"
    # Why a cluster has a classic PAT: the accesses that still need a PAT, and the record.
    reader.open("index.html")
    fold = next(one for one in reader.shown("article summary") if "need a PAT" in one.text)
    fold.click()
    row = next(one for one in reader.shown("article details[open] tr") if "private container" in one.text and "classic PAT" in one.text)
    row.find_element(By.CSS_SELECTOR, "a").click()
    assert "classic PAT" in reader.text("h1"), reader.text("h1")


def rows_are_cards_on_a_phone(reader):
    for script in [True, False]:
        reader.browser.javascript(script)
        for page in ["credentials/index.html", "repositories/index.html", "people/index.html"]:
            reader.open(page, width=390)
            cells = reader.run("return [...document.querySelectorAll('.stack td')].filter((one) => one.textContent.trim())")
            assert cells, page
            for cell in cells[:40]:
                box = reader.run("const box = arguments[0].getBoundingClientRect(); return [box.left, box.right]", cell)
                assert 0 <= box[0] and box[1] <= 390, f"{page}: {cell.text} is not in sight"
            label = reader.run("return getComputedStyle(arguments[0], '::before').content", cells[1])
            assert len(label) > 4, f"{page}: a cell does not say what it is: {label}"


def paper_has_the_text_and_no_controls(reader):
    reader.open("repositories/api.html")
    reader.run(
        "addEventListener('beforeprint', () => { window.open = [...document.querySelectorAll('article details')].map((one) => one.open); })")
    folded = len(reader.shown("article details:not([open])"))
    assert folded > 0, "nothing is folded"
    reader.browser.devtools("Page.printToPDF")
    assert reader.run("return window.open") == [True] * folded, "folded parts stay folded on paper"
    assert len(reader.shown("article details:not([open])")) == folded, "unfolded parts stay unfolded on screen"
    reader.browser.emulate(media="print", prefers_color_scheme="dark")
    assert not is_dark(reader), "paper is dark"
    for control in [".skip", ".tools", ".sections", ".contents", ".pager", ".settings", ".filter", ".code button", ".anchor"]:
        assert not reader.shown(control), f"`{control}` is on paper"
    assert reader.shown("article table") and reader.shown("article code") and reader.shown("footer")
    reader.open("decisions/index.html")
    reader.one("article tbody a").click()
    address = 'article a[href^="http"]'
    assert reader.one(address).get_attribute("href") in reader.run(
        "const one = document.querySelector(arguments[0]);"
        "return getComputedStyle(one, '::after').content.replace('attr(href)', one.href)", address)


def forced_colours_keep_what_colour_says(reader):
    reader.browser.emulate(forced_colors="active")
    reader.open("repositories/api.html")
    assert reader.run("return matchMedia('(forced-colors: active)').matches"), "the browser does not force colours"
    mark = "return getComputedStyle(document.querySelector(arguments[0])).borderLeftColor"
    assert reader.run(mark, ".sections [aria-current]") != reader.run(mark, ".sections a:not([aria-current])")
    assert reader.style(".badge", "borderTopWidth") != "0px"
    for badge in reader.shown(".badge"):
        assert badge.text.strip(), "a badge says nothing but a colour"
    reader.press(Keys.TAB, Keys.TAB)
    reader.wait(lambda: not reader.run(SEE_FOCUS)["unseen"], "a focus that is seen")


def nothing_moves_where_motion_is_unwanted(reader):
    moving = """return [...document.querySelectorAll('*')].filter((one) => {
      const look = getComputedStyle(one);
      return look.transitionDuration.split(', ').some((time) => parseFloat(time) > 0) || look.animationName !== 'none';
    }).length"""
    reader.browser.emulate(prefers_reduced_motion="no-preference")
    reader.open("repositories/api.html")
    assert reader.run(moving) > 0, "nothing ever moves"
    reader.browser.emulate(prefers_reduced_motion="reduce")
    assert reader.run(moving) == 0
