"""Reads a file by prometheus_client's strict parser, and prints what is in it, a line a sample."""
import sys

try:
    from prometheus_client.openmetrics.parser import text_string_to_metric_families
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    text = file.read()
for family in text_string_to_metric_families(text):
    for sample in family.samples:
        labels = " ".join(f"{key}={value}" for key, value in sorted(sample.labels.items()))
        print(family.name, family.type, family.unit, labels, sample.value)
