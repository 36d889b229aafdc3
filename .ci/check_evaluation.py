#!/usr/bin/env python3
"""Fails where the extraction is worse than what was reached: reads evaluate.py's figures (--json) from standard input."""
import json
import sys

LEAST = {
    ("node", "f1"): 0.95,
    ("fields",): 0.90,
    ("all_mentions", "f1"): 0.75,
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
