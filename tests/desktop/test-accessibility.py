#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every view as a screen reader and a keyboard find it: whatever can be acted on has a name, and Tab reaches it. Prints each view's tree."""
import unittest

from desktop import FRAME_BUTTONS, TEXT_ROLES, Desktop, describe, is_below, name_of
from views import VIEWS

MAXIMUM_STOPS = 400
MAXIMUM_UNTOLD = 60


def walk_by_tab(desktop):
    """All that Tab reaches, until it comes round; and how many stops were not told. GTK 4.8 tells no focus of the texts inside rows."""
    stops, untold = [], 0
    desktop.focus_window()
    for _ in range(MAXIMUM_STOPS):
        focused = desktop.press_tab()
        if focused is None:
            untold += 1
            if untold > MAXIMUM_UNTOLD:
                raise AssertionError(f'Tab is lost after {describe(stops[-1]) if stops else "nothing"}')
        elif focused in stops:
            return stops, untold
        else:
            stops.append(focused)
    raise AssertionError(f'Tab does not come round within {MAXIMUM_STOPS} stops')


def is_reached(node, stops):
    """Itself, what it stands for (a menu button is a button in a button), or by the arrow keys from a neighbour of the same group."""
    if any(is_below(stop, node) or is_below(node, stop) for stop in stops):
        return True
    return node.getRoleName() in ('page tab', 'radio button', 'menu item') and any(is_below(stop, node.parent) for stop in stops)


class Accessibility(unittest.TestCase):
    def check(self, desktop, name):
        print(f'# {name}\n{desktop.tree()}', flush=True)
        interactive = [node for node in desktop.find_interactive() if name_of(node) not in FRAME_BUTTONS]
        self.assertEqual([], [describe(node) + ' below ' + describe(node.parent) for node in interactive if not name_of(node)], 'without a name')
        stops, untold = walk_by_tab(desktop)
        self.assertEqual([], [describe(node) for node in stops if not name_of(node)], 'has the focus, and no name')
        missed = [node for node in interactive if not is_reached(node, stops)]
        texts = [node for node in missed if node.getRoleName() in TEXT_ROLES]
        self.assertEqual([], [describe(node) for node in missed if node not in texts], 'not reached by Tab')
        self.assertGreaterEqual(untold, len(texts), 'texts not reached by Tab: ' + ', '.join(map(describe, texts)))

    def test_every_view(self):
        for name, go_there in VIEWS:
            with self.subTest(name), Desktop() as desktop:
                go_there(desktop)
                self.check(desktop, name)


if __name__ == '__main__':
    unittest.main()
