# SPDX-License-Identifier: GPL-3.0-or-later
"""How a person gets to each view: its name, the program's arguments, and what to do then."""


def stay(desktop):
    desktop.wait_for('Try on the Simulated Bench')


def go_to_bench(desktop):
    desktop.press('Try on the Simulated Bench')
    desktop.wait_for('Write 4 Ready Boards')


def go_to_finished_bench(desktop):
    go_to_bench(desktop)
    desktop.press('Write 4 Ready Boards')
    desktop.wait_for('4 Passed')


def go_to_project(desktop):
    go_to_bench(desktop)
    desktop.focus_window()
    desktop.key('alt+1')
    desktop.wait_for('Export')


VIEWS = [
    ('Welcome', [], stay),
    ('Bench', [], go_to_bench),
    ('Bench, done', [], go_to_finished_bench),
    ('Project', [], go_to_project),
]
