"""Reads comma-separated values with Python's own reader and prints the rows as JSON."""

import csv
import io
import json
import sys

text = sys.stdin.buffer.read().decode("utf-8")
json.dump(list(csv.reader(io.StringIO(text, newline=""), strict=True)), sys.stdout)
