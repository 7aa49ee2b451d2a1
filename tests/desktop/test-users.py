#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs of Nameplate's users, done with the real program: found by names, pressed, read."""
import unittest

from desktop import Desktop, cli, wait_until


class Users(unittest.TestCase):
    def wait_for_passes(self, desktop, count):
        def passed():
            return [node for node in desktop.tree().walk() if node.role == 'table cell' and ', passed' in node.name]
        wait_until(lambda: len(passed()) == count, f'{count} boards passed')
        self.assertIsNotNone(desktop.find(f'{count} Passed', 'label'))

    def test_an_evaluator_sees_four_boards_pass_after_two_clicks(self):
        with Desktop() as desktop:
            desktop.press('Try on the Simulated Bench')
            desktop.press('Write 4 Ready Boards')
            self.wait_for_passes(desktop, 4)

    def test_a_maker_opens_a_project_goes_to_the_bench_and_writes_eight_boards_with_one_click(self):
        desktop = Desktop()
        project = desktop.folder / 'lamp'
        cli('project', 'new', project, '--sample')
        desktop.set_settings({'simulated-boards': 'uint32 8'})
        desktop.arguments = [project]  # the day before: it is among the recent projects from then on
        with desktop:
            desktop.press('Project', 'page tab')
            desktop.wait_for('Export')
            desktop.stop()
            desktop.arguments = []
            desktop.start()
            desktop.wait_for('Recent Projects')
            desktop.click('Sample Lamp', 'list item')
            desktop.wait_for('Export')
            desktop.press('Bench', 'page tab')
            desktop.press('Use a Simulated Bench')  # in place of plugging boards in
            desktop.press('Write 8 Ready Boards')
            self.wait_for_passes(desktop, 8)


if __name__ == '__main__':
    unittest.main()
