# SPDX-License-Identifier: GPL-3.0-or-later
"""How a person gets to each view: its name, and what to do in a program that has just been started."""


def go_to_welcome(desktop):
    desktop.wait_for('Try on the Simulated Bench')


def go_to_bench(desktop):
    desktop.press('Try on the Simulated Bench')
    desktop.wait_for('Write 4 Ready Boards')


def go_to_finished_bench(desktop):
    go_to_bench(desktop)
    desktop.press('Write 4 Ready Boards')
    desktop.wait_for('4 Passed')


def go_to_board(desktop, tab=None):
    go_to_finished_bench(desktop)
    desktop.focus_window()
    desktop.key('1')
    desktop.key('space')
    desktop.wait_for('Copy Details')
    if tab is not None:
        desktop.find(tab, 'page tab').queryComponent().grabFocus()
        desktop.key('space')


def go_to_project(desktop):
    go_to_bench(desktop)
    desktop.focus_window()
    desktop.key('alt+1')
    desktop.wait_for('Export')


def go_by_key(keys, shown):
    def go_there(desktop):
        go_to_welcome(desktop)
        desktop.focus_window()
        desktop.key(keys)
        desktop.wait_for(shown)
    return go_there


VIEWS = [
    ('welcome', go_to_welcome),
    ('bench', go_to_bench),
    ('bench-done', go_to_finished_bench),
    ('board', go_to_board),
    ('project', go_to_project),
    ('preferences', go_by_key('ctrl+comma', 'Appearance')),
    ('guide', go_by_key('F1', 'First Steps')),
]
