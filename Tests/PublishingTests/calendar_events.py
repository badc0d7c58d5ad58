"""Reads a calendar file with the package icalendar and prints it as JSON."""

import json
import sys

import icalendar

FIELDS = ["UID", "SUMMARY", "DESCRIPTION", "SEQUENCE", "STATUS", "TRANSP", "URL"]


def alarm(component):
    return {
        "action": str(component["ACTION"]),
        "description": str(component["DESCRIPTION"]),
        "days": -component["TRIGGER"].dt.days,
    }


def event(component):
    problems = [str(error) for error in component.errors]
    values = {name.lower(): str(component[name]) for name in FIELDS if name in component}
    return values | {
        "start": component["DTSTART"].dt.isoformat(),
        "end": component["DTEND"].dt.isoformat(),
        "stamp": component["DTSTAMP"].dt.isoformat(),
        "categories": [str(category) for category in component["CATEGORIES"].cats],
        "alarms": [alarm(inner) for inner in component.walk("VALARM")],
        "problems": problems,
    }


calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
head = {name: str(value) for name, value in calendar.property_items(recursive=False) if name not in ("BEGIN", "END")}
json.dump({"head": head, "events": [event(found) for found in calendar.walk("VEVENT")]}, sys.stdout)
