#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every view as a screen reader and a keyboard find it: whatever can be acted on has a name and a role, and Tab and the arrow keys reach it.
Prints each view's tree."""
import unittest

import views
from desktop import FRAME_BUTTONS, INTERACTIVE_ROLES, TEXT_ROLES, describe_tree, find_interactive

MAXIMUM_STOPS = 400
# Of what Tab reaches one of, the arrow keys reach the others.
GROUP_ROLES = frozenset(['page tab', 'radio button', 'menu item', 'check menu item', 'radio menu item', 'table cell', 'table row', 'list item'])
ARROWS = ['Down', 'Right', 'Up', 'Left']
# What has the focus for the keys that scroll it.
SCROLLED_ROLES = frozenset(['scroll pane'])
# A text that can be selected and copied, or that is gone through as the paragraphs of the guide are.
READ_ROLES = frozenset(['label', 'heading'])
# Where Tab goes round in what pops up, and the window below waits.
MENUS = frozenset(['welcome-samples', 'main-menu', 'bench-menu', 'board-menu', 'list-menu', 'project-menu', 'project-export'])


def is_part(node):
    """What a combo box with a name is made of has none."""
    while node.parent is not None and node.parent.role != 'combo box':
        node = node.parent
    return node.parent is not None and node.parent.name != ''


class Walk:
    """The focus on its way through a window."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.tree = desktop.tree()
        self.nodes = {node.path: node for node in self.tree.walk()}
        self.interactive = [node for node in find_interactive(self.tree.window) if node.name not in FRAME_BUTTONS and not is_part(node)]
        self.texts = [node for node in self.interactive if node.role in TEXT_ROLES]
        self.stops = []

    def go_by_tab(self):
        """All that Tab reaches, until it comes round. What has the focus when the window gets the keyboard may be told then."""
        self.desktop.focused = None
        self.desktop.focus_window()
        self.desktop.see_focus()
        while len(self.stops) < MAXIMUM_STOPS:
            path = self.desktop.press_and_see_focus('Tab', self.texts)
            if path in self.stops or (path is None and len(self.stops) == 1):
                return
            if path is None:
                raise AssertionError(f'Tab is lost after {self.describe(self.stops[-1]) if self.stops else "nothing"}')
            self.add_stop(path)
        raise AssertionError(f'Tab does not come round within {MAXIMUM_STOPS} stops')

    def go_by_arrows(self):
        """Within groups of which Tab reaches one."""
        groups = dict.fromkeys(node.parent.path for node in self.find_missed() if node.role in GROUP_ROLES)
        for group in reversed(groups):  # a list of pages, which turns them, comes before what is on them
            stop = next((path for path in self.stops if path in self.nodes and self.nodes[path].parent.path == group), None)
            if stop is not None:
                self.go_through(self.nodes[stop])

    def go_through(self, node):
        """From one of the group on, to which Tab goes: rows of GTK 4.8 don't take the focus by AT-SPI."""
        for _ in self.stops:
            if self.desktop.press_and_see_focus('Tab', []) == node.path:
                break
        for key in ARROWS:
            for _ in node.parent.children:
                path = self.desktop.press_and_see_focus(key, [])
                if path is None:
                    break
                if path not in self.stops:
                    self.add_stop(path)

    def add_stop(self, path):
        """Some lists are filled anew when the focus comes near."""
        self.stops.append(path)
        if path not in self.nodes:
            self.nodes.update((node.path, node) for node in self.desktop.tree().walk())

    def find_missed(self):
        return [node for node in self.interactive if not self.is_reached(node)]

    def is_reached(self, node):
        """Itself, what has taken its place, or what it stands for: a menu button is a button in a button, a combo box has a part that is
        pressed."""
        if node.path in self.stops:
            return True
        gone = self.desktop.ask(node, 'Accessible', 'GetRole') is None
        return any((gone and (stop.role, stop.name) == (node.role, node.name))
                   or (node.role in (stop.role, 'combo box') and stop.role == 'push button' and stop.is_below(node)) for stop in self.find_stops())

    def find_stops(self):
        return [self.nodes[path] for path in self.stops if path in self.nodes]

    def describe(self, path):
        return str(self.nodes.get(path, path))


class Accessibility(unittest.TestCase):
    def check(self, desktop, name):
        walk = Walk(desktop)
        print(f'# {name}\n{describe_tree(walk.tree)}', flush=True)
        self.assertEqual([], [f'{node} below {node.parent}' for node in walk.interactive if not node.name], 'without a name')
        if name in MENUS:
            return
        walk.go_by_tab()
        walk.go_by_arrows()
        stops = walk.find_stops()
        self.assertEqual([], list(map(str, walk.find_missed())), 'reached by neither Tab nor arrow keys')
        self.assertEqual([], [f'{node} below {node.parent}' for node in stops if not node.name and node.role not in SCROLLED_ROLES and not is_part(node)],
                         'has the focus, and no name')
        self.assertEqual([], [str(node) for node in stops if node.role not in INTERACTIVE_ROLES | SCROLLED_ROLES | READ_ROLES],
                         'has the focus, and a role that nobody expects to do anything')

    def test_every_view(self):
        views.visit(self, self.check)


if __name__ == '__main__':
    unittest.main()
