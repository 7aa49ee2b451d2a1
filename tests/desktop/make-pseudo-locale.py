#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-pseudo-locale.py SOURCE LOCALE-FOLDER STAMP: a translation into nothing, of every text that is marked for one. It shows which texts are
not, and what becomes of a layout when texts are longer: each stands between ⟦ and ⟧ and is 40 % longer."""
import pathlib
import subprocess
import sys

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3', 'Q_']
LANGUAGE = 'qps'
# GTK takes the direction of a language only if the program has that language, too: this one has nothing in it.
EMPTY_LANGUAGE = 'he'
HEADER = 'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=n != 1;\n'


def mark(text):
    """Keeps the line breaks at a text's ends: msgfmt wants them in both."""
    body = text.strip('\n')
    before, after = text.split(body) if body else (text, '')
    return f'{before}⟦{body}{"~" * (len(body) * 2 // 5)}⟧{after}'


def quote(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n').replace('\t', '\\t') + '"'


def unquote(lines):
    # The texts are C strings in UTF-8; only these escapes come about.
    text = ''.join(line.strip()[1:-1] for line in lines)
    return text.replace('\\\\', '\0').replace('\\n', '\n').replace('\\t', '\t').replace('\\"', '"').replace('\0', '\\')


def parse(template):
    """The entries of a template: dictionaries of msgctxt, msgid and msgid_plural."""
    for block in template.split('\n\n'):
        entry, key = {}, None
        for line in block.split('\n'):
            if line.startswith('#') or not line.strip():
                continue
            if not line.startswith('"'):
                key, line = line.split(' ', 1)
            entry.setdefault(key, []).append(line)
        if entry:
            yield {key: unquote(lines) for key, lines in entry.items() if key.startswith('msgid') or key == 'msgctxt'}


def translate(entry):
    lines = [f'{key} {quote(entry[key])}' for key in ('msgctxt', 'msgid', 'msgid_plural') if key in entry]
    if 'msgid_plural' in entry:
        lines += [f'msgstr[0] {quote(mark(entry["msgid"]))}', f'msgstr[1] {quote(mark(entry["msgid_plural"]))}']
    else:
        lines.append(f'msgstr {quote(mark(entry["msgid"]) if entry["msgid"] else HEADER)}')
    return '\n'.join(lines)


def compile_catalogue(locale_folder, language, entries):
    folder = pathlib.Path(locale_folder, language, 'LC_MESSAGES')
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(['msgfmt', '--output-file', folder / 'nameplate.mo', '-'], input='\n\n'.join(map(translate, entries)), check=True, text=True)


def main(source, locale_folder, stamp):
    template = subprocess.run(['xgettext', '--from-code=UTF-8', '--files-from=po/POTFILES', '--directory=.', '--output=-',
                               *(f'--keyword={keyword}' for keyword in KEYWORDS)],
                              cwd=source, check=True, capture_output=True, text=True).stdout
    compile_catalogue(locale_folder, LANGUAGE, parse(template))
    compile_catalogue(locale_folder, EMPTY_LANGUAGE, [{'msgid': ''}])
    pathlib.Path(stamp).write_text(template, encoding='utf-8')


if __name__ == '__main__':
    main(*sys.argv[1:])
