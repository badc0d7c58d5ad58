"""Uses the site as a reader does, in Chromium: drive.py ROOT SCENARIO… > verdicts.json

ROOT is the folder of a book, opened from the disk, or `serve:` and the path of the program, which then serves the book
of the example organization. Out: a JSON object of each scenario's name and null where it went as it should, else what did
not. Every function of `finding.py` and `reading.py` that takes a reader is a scenario.
"""
import sys

from selenium.common.exceptions import WebDriverException

import finding
import reading
from browser import Browser, answer, site_at
from reader import Reader


def scenario_named(name):
    return getattr(finding, name, None) or getattr(reading, name)


def verdict(reader, scenario):
    try:
        reader.begin()
        scenario(reader)
        complaints = reader.browser.complaints(reader.origin)
        return "; ".join(complaints) or None
    except AssertionError as error:
        return str(error) or "an expectation failed: " + where(error)
    except WebDriverException as error:
        return f"{type(error).__name__}: {error.msg} {where(error)}"


def where(error):
    trace, line = error.__traceback__, 0
    while trace:
        if trace.tb_frame.f_code.co_filename in (finding.__file__, reading.__file__):
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"(line {line})"


def main():
    root, names = sys.argv[1], sys.argv[2:]
    with site_at(root) as origin, Browser() as browser:
        reader = Reader(browser, origin)
        answer({name: verdict(reader, scenario_named(name)) for name in names})


main()
