#!/usr/bin/env python3
"""Prints Sources/NCCO/Speech/ASRLanguages+Table.swift from the table of speech recognition languages.

usage: Scripts/asr-table.py Scripts/tables/asr-languages.tsv > Sources/NCCO/Speech/ASRLanguages+Table.swift
"""

import csv
import sys


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        tags = set()
        for row in csv.DictReader(file, delimiter="\t"):
            tags.add(row["language"])
            if row["notes"].startswith("alias "):
                tags.add(row["notes"].removeprefix("alias "))

    print("// Written by Scripts/asr-table.py from Scripts/tables/asr-languages.tsv; edit those.")
    print("// Source: the platform's speech recognition guide (2021).")
    print()
    print("extension ASRLanguages {")
    print("    static let tags = [")
    line = "       "
    for tag in sorted(tags):
        if len(line) + len(tag) + 4 > 120:
            print(line)
            line = "       "
        line += f' "{tag}",'
    print(line)
    print("    ]")
    print("}")


main()
