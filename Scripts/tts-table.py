#!/usr/bin/env python3
"""Prints Sources/NCCO/Speech/TTSLanguages+Table.swift from the table of text-to-speech voices.

usage: Scripts/tts-table.py Scripts/tables/tts-languages.tsv > Sources/NCCO/Speech/TTSLanguages+Table.swift
"""

import csv
import sys


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    languages = {}
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            languages.setdefault(row["language"], []).append(row)

    print("// Written by Scripts/tts-table.py from Scripts/tables/tts-languages.tsv; edit those.")
    print("// Source: the platform's text-to-speech guide (2021, first rows 2026) and the languages that its SDKs of 2026 add.")
    print()
    print("extension TTSLanguages {")
    print("    static let entries = [")
    for tag, rows in sorted(languages.items()):
        styles = sorted(int(row["style"]) for row in rows)
        if styles != list(range(len(styles))):
            sys.exit(f"{tag}: styles {styles} are not 0, 1, 2 …")
        name = rows[0]["language_name"].replace(" (as printed in SDK; suspicious code)", "")
        name = name.replace(" (legacy code; prefer nb-NO)", "")
        parts = [f'"{tag}"', f'"{name}"', f"styles: {len(styles)}"]
        for label, column in [("withoutSSML", "ssml"), ("withoutPremium", "premium")]:
            refusing = sorted(int(row["style"]) for row in rows if row[column] == "no")
            if refusing:
                parts.append(f"{label}: {refusing}")
        if all("0 assumed" in row["source"] for row in rows):
            parts.append("areStylesAssumed: true")
        print(f"        Entry({', '.join(parts)}),")
    print("    ]")
    print("}")


main()
