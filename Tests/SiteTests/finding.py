"""Scenarios: searching the book and its tables."""
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# Search


def search_leads_to_a_page(reader):
    reader.open("index.html")
    reader.search("fare-engine")
    reader.wait(lambda: reader.hits()[:1] == ["fare-engine"], "the repository as the first hit")
    reader.press(Keys.ENTER)
    reader.wait(lambda: reader.browser.current_url.endswith("/repositories/fare-engine.html"), "its page")


def search_works_from_every_folder(reader):
    reader.open("runbooks/index.html")
    reader.search("set up api")
    reader.wait(lambda: "Set up api" in reader.hits(), "the checklist")
    reader.one("#results a").click()
    reader.wait(lambda: reader.text("h1").startswith("Set up api"), "its page")


def search_narrows_with_words(reader):
    reader.open("index.html")
    reader.search("rotate")
    reader.wait(lambda: len(reader.hits()) > 5, "many hits")
    many = len(reader.hits())
    reader.search("rotate jenkins")
    reader.wait(lambda: 0 < len(reader.hits()) < many, "fewer hits")
    assert all("jenkins" in hit.text.lower() for hit in reader.shown("#results li")), reader.texts("#results li")


def search_says_when_there_is_nothing(reader):
    reader.open("index.html")
    reader.search("zzqx")
    reader.wait(lambda: "Nothing found" in reader.text("#results [role=status]"), "nothing found")
    assert not reader.hits()
    reader.search("z")
    reader.wait(lambda: "at least two" in reader.text("#results [role=status]"), "a hint")


def search_goes_by_keyboard(reader):
    reader.open("index.html")
    reader.search("api")
    reader.wait(lambda: len(reader.hits()) > 2, "hits")
    links = reader.shown("#results a")
    reader.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert reader.focused() == links[1], "two arrows down are not at the second hit"
    reader.press(Keys.ARROW_UP, Keys.ARROW_UP)
    assert reader.is_focused("#search"), "two arrows up are not back in the field"
    reader.press(Keys.ESCAPE)
    assert not reader.shown("#results") and reader.is_focused("#search"), "Escape does not close"
    assert reader.one("#search").get_property("value") == ""


def search_leaves_when_focus_leaves(reader):
    reader.open("index.html")
    reader.search("zzqx")
    reader.press(Keys.TAB)
    assert not reader.shown("#results"), "the results stay over the page"


# Tables


ROWS = "#table tbody tr"


def open_long_table(reader):
    reader.open("credentials/index.html")
    reader.run("document.querySelector('.filter + .table').id = 'table'")
    reader.run("document.getElementById('table').previousElementSibling.id = 'filter'")
    count = len(reader.shown(ROWS))
    assert count >= 15, f"{count} rows"
    return count


def long_tables_filter(reader):
    everything = open_long_table(reader)
    field = reader.one("#filter input")
    field.send_keys("kiosk")
    reader.wait(lambda: 0 < len(reader.shown(ROWS)) < everything, "fewer rows")
    assert all("kiosk" in text.lower() for text in reader.texts(ROWS)), reader.texts(ROWS)
    count = f"{len(reader.shown(ROWS))} of {everything}"
    assert reader.text("#filter [role=status]") == count, reader.text("#filter [role=status]")
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE)
    reader.wait(lambda: len(reader.shown(ROWS)) == everything, "all rows again")


def long_tables_offer_choices(reader):
    everything = open_long_table(reader)
    choices = reader.shown("#filter select option:nth-child(2)")
    assert choices, "no column can be chosen from"
    wanted = choices[0].text
    choices[0].click()
    reader.wait(lambda: 0 < len(reader.shown(ROWS)) < everything, "fewer rows")
    assert all(wanted in text for text in reader.texts(ROWS)), (wanted, reader.texts(ROWS))


def tables_sort(reader):
    open_long_table(reader)
    head = reader.one("#table thead th")
    button = head.find_element(By.CSS_SELECTOR, "button")
    cells = "#table tbody tr > :first-child"
    before = reader.texts(cells)
    button.click()
    rising = reader.texts(cells)
    assert head.get_attribute("aria-sort") == "ascending"
    button.click()
    falling = reader.texts(cells)
    assert head.get_attribute("aria-sort") == "descending"
    assert rising == sorted(before, key=str.casefold) and falling == rising[::-1], (before, rising, falling)


# Another book: only a front page and an index of ten thousand repositories and their checklists


def search_is_quick_among_twenty_thousand(reader):
    times = []
    for query, first in [
        ("acme-billing-proxy-42", "acme-billing-proxy-42"),
        ("set up acme-edge-jobs-7", "Set up acme-edge-jobs-7"),
        ("mobile schema 93", "acme-mobile-schema-93"),
        ("catalogue worker", None),
    ]:
        reader.open("index.html")
        reader.one("#search").click()
        took, hits = reader.browser.execute_async_script(
            """
            const [query, done] = arguments, field = document.getElementById("search"), list = document.getElementById("results");
            const start = performance.now();
            new MutationObserver(() => {
              if (!list.hidden) done([performance.now() - start, [...list.querySelectorAll("li span")].map((one) => one.textContent)]);
            }).observe(list, { attributes: true });
            field.value = query;
            field.dispatchEvent(new Event("input"));
            """,
            query)
        times.append(took)
        assert len(hits) > 1 if first is None else hits[:1] == [first], (query, hits[:3])
        parts = reader.run("return document.querySelectorAll('script[src*=\"/search/\"]').length")
        assert parts <= 6, f"`{query}` loads {parts} parts of the index"
    # The best of several, since other tests keep the machine busy. It waits 80 ms for more letters.
    assert min(times) < 500, f"the quickest answer took {min(times):.0f} ms"
