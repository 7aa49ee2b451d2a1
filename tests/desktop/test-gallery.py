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

from desktop import Desktop
from views import VIEWS

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
FOLDER = pathlib.Path(os.environ['NAMEPLATE_SCREENSHOTS'])
PAGE = '''<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Nameplate: every view</title>
<style>body {{ font: 14px sans-serif; margin: 2em }} figure {{ display: inline-block; margin: 0 1em 1em 0 }} img {{ max-width: 400px; border: 1px solid #888 }}</style>
<h1>Every view</h1>
{}</html>
'''


def write_index():
    """All pictures that there are, whichever test took them; in one piece, for tests that run side by side."""
    figures = ''.join(f'<figure><a href="{name}"><img src="{name}" alt="" loading="lazy"></a><figcaption>{name[:-4]}</figcaption></figure>\n'
                      for name in sorted(html.escape(path.name) for path in FOLDER.glob('*.png')))
    with tempfile.NamedTemporaryFile('w', dir=FOLDER, suffix='.html', delete=False, encoding='utf-8') as file:
        file.write(PAGE.format(figures))
    os.chmod(file.name, 0o644)
    os.replace(file.name, FOLDER / 'index.html')


class Gallery(unittest.TestCase):
    look = None

    def test_every_view(self):
        size, environment = LOOKS[self.look]
        FOLDER.mkdir(exist_ok=True)
        if self.look == 'large-text':
            subprocess.run(['xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER', f'Xft.dpi:\t{LARGE_TEXT_DPI}\n'], check=True)
        for name, go_there in VIEWS:
            with self.subTest(name), Desktop(environment=environment) as desktop:
                desktop.resize_window(*size)
                go_there(desktop)
                desktop.take_picture(FOLDER / f'desktop-{name}-{self.look}.png')
        write_index()


if __name__ == '__main__':
    Gallery.look = sys.argv.pop(1)
    unittest.main()
