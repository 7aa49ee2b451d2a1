#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every view in a language that stands between ⟦ and ⟧: what lacks the marks can't be translated, unless it is data."""
import re
import unittest

from desktop import FRAME_BUTTONS, Desktop, describe, name_of
import views

# What is the same in every language: names of things, figures, code, and what the sample project says.
DATA = re.compile(r'''
  Nameplate | Sample\ Lamp.* | STM32.* | STM32CubeProgrammer | \u2068.*\u2069 | [\d\s.,:%+−–—-]* | (=\ )?(0x)?[0-9A-F]{2,}.* | MT:.* | [A-Z_]{3,}
''', re.VERBOSE)


class PseudoLocale(unittest.TestCase):
    def test_every_view(self):
        for name, go_there in views.VIEWS:
            with self.subTest(name), Desktop(environment={'LANGUAGE': 'qps'}) as desktop:
                go_there(desktop)
                plain = [node for _, node in desktop.walk() if name_of(node) and '⟦' not in name_of(node)]
                self.assertEqual([], [describe(node) for node in plain if name_of(node) not in FRAME_BUTTONS and not DATA.fullmatch(name_of(node))])


if __name__ == '__main__':
    unittest.main()
