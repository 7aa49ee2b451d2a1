#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-gallery.py LOOK: pictures of every view in one look, and the index page of all pictures."""
import html
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import views

# Size of the window, and what makes the look. Hebrew is a language that GTK itself has translated: it turns the direction, and leaves our texts.
LOOKS = {
    'light': ((1280, 800), {}),
    'dark': ((1280, 800), {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}),
    'high-contrast': ((1280, 800), {'ADW_DEBUG_HIGH_CONTRAST': '1'}),
    'small': ((800, 600), {}),
    'large-text': ((1280, 800), {}),
    'pseudo-locale': ((1280, 800), {'LANGUAGE': 'qps'}),
    'right-to-left': ((1280, 800), {'LANGUAGE': 'he'}),
}
LARGE_TEXT_DPI = 144
WITHOUT = {'right-to-left': ['about-debug']}  # found by a text of the toolkit, which Hebrew has otherwise
FOLDER = pathlib.Path(os.environ['NAMEPLATE_SCREENSHOTS'])
PAGE = '''<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Nameplate: every view</title>
<style>body {{ font: 14px sans-serif; margin: 2em }} figure {{ display: inline-block; margin: 0 1em 1em 0; vertical-align: top }}
img {{ max-width: 400px; border: 1px solid #888 }}</style>
<h1>Every view</h1>
<p>{}</p>
{}</html>
'''
LINK = '<a href="#{0}">{0}</a>'
FIGURE = '<figure><a href="{0}.png"><img src="{0}.png" alt="" loading="lazy"></a><figcaption>{0}</figcaption></figure>\n'


def describe_view(view):
    """A view in all its looks."""
    figures = ''.join(FIGURE.format(name) for name in (f'desktop-{view}-{look}' for look in LOOKS) if (FOLDER / f'{name}.png').exists())
    return f'<h2 id="{view}">{view}</h2>\n{figures}'


def write_index():
    """All pictures that there are, whichever test took them; in one piece, for tests that run side by side."""
    names = views.list_names()
    others = ''.join(FIGURE.format(html.escape(path.stem)) for path in sorted(FOLDER.glob('*.png')) if not path.name.startswith('desktop-'))
    body = '\n'.join(map(describe_view, names)) + f'\n<h2 id="others">others</h2>\n{others}'
    with tempfile.NamedTemporaryFile('w', dir=FOLDER, suffix='.html', delete=False, encoding='utf-8') as file:
        file.write(PAGE.format(' · '.join(LINK.format(name) for name in [*names, 'others']), body))
    os.chmod(file.name, 0o644)
    os.replace(file.name, FOLDER / 'index.html')


class Gallery(unittest.TestCase):
    look = None

    def test_every_view(self):
        size, environment = LOOKS[self.look]
        FOLDER.mkdir(exist_ok=True)
        if self.look == 'large-text':
            subprocess.run(['xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER', f'Xft.dpi:\t{LARGE_TEXT_DPI}\n'], check=True)
        views.visit(self, lambda desktop, name: desktop.take_picture(FOLDER / f'desktop-{name}-{self.look}.png'), environment, size,
                    WITHOUT.get(self.look, []))
        write_index()


if __name__ == '__main__':
    Gallery.look = sys.argv.pop(1)
    unittest.main()
