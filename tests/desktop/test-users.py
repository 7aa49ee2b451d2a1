#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs of Nameplate's users, done with the real program: found by names, pressed, read."""
import os
import subprocess
import unittest

from desktop import Desktop, name_of, wait_until

CLI = os.environ['NAMEPLATE_CLI']


def cli(*arguments):
    subprocess.run([CLI, *arguments], check=True, capture_output=True)


class Users(unittest.TestCase):
    def wait_for_passes(self, desktop, count):
        def passed():
            return [node for _, node in desktop.walk() if node.getRoleName() == 'table cell' and ', passed' in name_of(node)]
        wait_until(lambda: len(passed()) == count, f'{count} boards passed')
        self.assertIsNotNone(desktop.find(f'{count} Passed', 'label'))

    def test_an_evaluator_sees_four_boards_pass_after_two_clicks(self):
        with Desktop() as desktop:
            desktop.press('Try on the Simulated Bench')
            desktop.press('Write 4 Ready Boards')
            self.wait_for_passes(desktop, 4)

    def test_a_maker_opens_a_project_and_writes_eight_boards_with_one_click(self):
        desktop = Desktop()
        project, bench = (os.path.join(desktop.folder.name, name) for name in ('lamp', 'bench'))
        cli('project', 'new', project, '--sample')
        cli('bench', 'create', bench, '--boards', '8', '--platform', 'stm32wba6')
        desktop.arguments = ['--bench', f'simulated:{bench}', project]
        with desktop:
            desktop.press('Write 8 Ready Boards')
            self.wait_for_passes(desktop, 8)


if __name__ == '__main__':
    unittest.main()
