#!/usr/bin/env python3
"""Fails where the extraction is worse than what was reached: reads evaluate.py's figures (--json) from standard input."""
import json
import sys

LEAST = {
    ("node", "f1"): 0.99,
    ("node", "heading"): 0.99,
    ("node", "parent"): 0.99,
    ("node", "region"): 0.99,
    ("fields",): 0.95,
    ("date", "f1"): 0.97,
    ("doc", "f1"): 0.97,
    ("metric", "f1"): 0.97,
    ("person", "f1"): 0.97,
    ("org", "f1"): 0.94,
    ("place", "f1"): 0.94,
    ("event", "f1"): 0.85,
    ("all_mentions", "f1"): 0.94,
    ("all_mentions", "value"): 0.98,
}

figures = json.load(sys.stdin)
worse = []
for path, least in LEAST.items():
    figure = figures
    for key in path:
        figure = figure[key]
    if figure < least:
        worse.append(f"{' '.join(path)}: {figure:.3f} is below {least}")
if worse:
    sys.exit("\n".join(worse))
