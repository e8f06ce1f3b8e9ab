"""Turns the export of the applicant tracking system into features."""

import csv
import sys

rows = list(csv.DictReader(sys.stdin))
csv.DictWriter(sys.stdout, fieldnames=rows[0]).writerows(rows)
