#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every view in a language that stands between ⟦ and ⟧: what lacks the marks can't be translated, unless it is data."""
import re
import unittest

import views
from desktop import FRAME_BUTTONS

# What is the same in every language: names of things, figures, code, and what the sample projects say. Each is a whole text, or one of those that
# the marks and BETWEEN part it into.
NAME = r'Nameplate | STM32CubeProgrammer | Sample\ Lamp(,\ STM32(WBA6|WB55|U5)[\w\ -]*)? | Other\ Lamp | (SAMPLE|LAMP)-\d{4} | Full_FactoryData(\.json)? | (/[\w/.-]+/)?lamp\.json'
CHIP = r'STM32[A-Z]+\w*(/\w+)?(-\w+)? | B-[A-Z0-9-]+ | NUCLEO-[A-Z0-9-]+ | ST-LINK(\ …[0-9A-F]{4})? | V3J15M7 | RDP(\ [012])?'
FIGURE = r'[−–—-] | [\d\s.,:%+/]+ | (=\ )?(0x[0-9A-F]+|\d+) | ([0-9A-F]{4}(\s+[0-9A-F]{2})+\s*)+ | [0-9A-F]{4,} | SHA-256(\ [0-9a-f]{64})?'
CODE = r'E-\d+ | MT:[0-9A-Z.-]+ | \d{4}-\d{3}-\d{4} | ttySIM\d+ | simulated-\d+ | (CN=Matter\ Test\ (PAA|PAI|DAC\ 0000),\ )?VID=[0-9A-F]{4}(,\ PID=[0-9A-F]{4})? | STM32_Programmer_CLI(\s[^\s⟦⟧]+)+ | CSA\w+-\d+ | Matter\ Test\ CD\ Signing\ Authority'
KEYS = r'((Shift|Ctrl|Alt|Super)\+)*([A-Z?,1-9]|F\d+|Delete|Space|Menu|Return|Enter|Left|Right|Escape|[←→⏎⋯]|_\d)'
# GTK's and libadwaita's own texts come with translations of their own.
TOOLKIT = r'''About | Back | Details | Legal | Credits | Troubleshooting | Debugging\ Information | Shortcuts | Shift | Ctrl | Alt | To\ assist\ in\ troubleshooting,.*'''
DATA = re.compile(f'(?: {NAME} | {CHIP} | {FIGURE} | {CODE} | {KEYS} | {TOOLKIT} )', re.VERBOSE)
BETWEEN = r'[\s.,:;·—“”()⁨⁩⁦]+'


def is_translatable(text):
    """Whether nothing is left beside what is marked and what is data."""
    rest = text
    while '⟦' in rest:
        shorter = re.sub(r'⟦[^⟦⟧]*⟧', ' ', rest)
        if shorter == rest:
            return False
        rest = shorter
    return all(not part or DATA.fullmatch(part) for part in re.split(BETWEEN, rest)) or DATA.fullmatch(rest.strip('⁨⁩⁦ :')) is not None


class PseudoLocale(unittest.TestCase):
    maxDiff = None

    def check(self, desktop, name):
        plain = [str(node) for node in desktop.tree().walk() if node.name and node.name not in FRAME_BUTTONS and not is_translatable(node.name)]
        self.assertEqual([], plain)

    def test_every_view(self):
        views.visit(self, self.check, {'LANGUAGE': 'qps'})


if __name__ == '__main__':
    unittest.main()
