# SPDX-License-Identifier: GPL-3.0-or-later
"""How a person gets to each view: tours through the program, a name for each place where a tour stops, and what to do to get there."""
import json

from desktop import Desktop, cli, describe_tree

# As of a board that has just been unplugged by hand, and of which nobody thinks.
NO_HELP = 0
SLOW = '0.3'
NARROW_WIDTH = 900
PRACTISE = {'practise-confirmations': 'true'}


class Tour:
    """One running program. @prepare makes what it opens, and returns its arguments; each step starts where the former one ended."""

    def __init__(self, steps, prepare=None, settings=None, speed='10'):
        self.steps, self.prepare, self.settings, self.speed = steps, prepare, settings, speed

    def make_desktop(self, environment=None):
        desktop = Desktop(environment={'NAMEPLATE_SIM_SPEED': self.speed, **(environment or {})})
        desktop.set_settings(self.settings or {})
        if self.prepare is not None:
            desktop.arguments = self.prepare(desktop)
        return desktop


def keys(*pressed):
    def step(desktop):
        desktop.focus_window()
        desktop.key(*pressed)
    return step


def wait(name, role=None):
    return lambda desktop: desktop.wait_for(name, role)


def gone(name, role=None):
    return lambda desktop: desktop.wait_for_gone(name, role)


def press(name, role='push button'):
    return lambda desktop: desktop.press(name, role)


def click(name, role=None):
    """For rows: AT-SPI has no action for them."""
    return lambda desktop: desktop.click(name, role)


def steps(*parts):
    def step(desktop):
        for part in parts:
            part(desktop)
    return step


def when_narrow(step):
    """In a narrow window the side pane lies over the project, and is hidden at first."""
    return lambda desktop: step(desktop) if desktop.is_narrow else None


def leave(name, role=None):
    """By Escape, until what is named has gone."""
    return steps(keys('Escape'), gone(name, role))


# Around a project

first_tour = Tour([
    ('welcome', wait('Try on the Simulated Bench')),
    ('welcome-samples', steps(press('Other Sample Projects'), wait('Sample projects'))),
    ('main-menu', steps(leave('Sample projects'), keys('F10'), wait('About Nameplate', 'menu item'))),
    ('about', steps(press('About Nameplate', 'menu item'), wait('Nameplate maintainers'))),
    ('about-debug', steps(click('Troubleshooting', 'list item'), wait('Debugging Information'))),
    ('preferences-general', steps(keys('Escape'), keys('Escape'), gone('Nameplate maintainers'), keys('F10'), press('Preferences', 'menu item'),
                                  wait('Appearance'))),
    ('preferences-bench', steps(press('Bench', 'page tab'), wait('Practise confirmations'))),
])


def open_nothing(desktop):
    return [desktop.folder / 'lamp.json']


error_tour = Tour([('error', wait('“lamp.json” Can’t Be Opened'))], open_nothing)


def make_json(desktop):
    path = desktop.folder / 'Full_FactoryData.json'
    path.write_text('{"VENDOR_ID": "0xFFF1"}', encoding='utf-8')
    return [path]


setup_tour = Tour([('setup', wait('Platform'))], make_json)


# The bench

def make_bench(desktop, boards, platform='stm32wba6'):
    folder = desktop.folder / 'bench'
    cli('bench', 'create', folder, '--boards', boards, '--platform', platform)
    return folder, sorted(board.name for board in (folder / 'boards').iterdir())


def make_project(desktop, sample, change=None):
    """A project of that sample in a folder; @change changes what its file says."""
    folder = desktop.folder / 'lamp'
    cli('project', 'new', folder, f'--sample={sample}')
    if change is not None:
        change_file(folder / 'project.json', change)
    return folder


def change_file(path, change):
    data = json.loads(path.read_text(encoding='utf-8'))
    change(data)
    path.write_text(json.dumps(data), encoding='utf-8')


def open_on_bench(bench, project):
    return ['--bench', f'simulated:{bench}', project]


bench_tour = Tour([
    ('bench', steps(press('Try on the Simulated Bench'), wait('Write 4 Ready Boards'))),
    ('bench-menu', steps(press('How boards are shown'), wait('Wall View', 'menu item'))),
    ('board-menu', steps(leave('Wall View', 'menu item'), keys('1'), keys('shift+F10'), wait('Show Detail', 'menu item'))),
    ('port-name', steps(leave('Show Detail', 'menu item'), keys('1'), keys('F2'), wait('Name Port 1'))),
    ('project-menu', steps(leave('Name Port 1'), press('Project menu'), wait('Undo', 'menu item'))),
    ('bench-done', steps(leave('Undo', 'menu item'), press('Write 4 Ready Boards'), wait('4 Passed'))),
    ('board-steps', steps(keys('1'), keys('space'), wait('Copy Details'))),
    ('board-log', steps(press('Log', 'page tab'), wait('Save the whole log'))),
    ('board-log-find', steps(press('Find in the log'), wait('Find in the log', 'entry'))),
    ('board-data', steps(press('Factory Data', 'page tab'), wait('Read Board'))),
    ('board-memory', steps(press('Memory Map', 'page tab'), gone('Read Board'))),
    ('board-target', steps(press('Target', 'page tab'), wait('Look Again'))),
    ('bench-wall', steps(leave('Copy Details'), keys('F11'))),
    ('wizard-reconfigure', steps(keys('F11'), keys('alt+1'), press('Change…'), wait('Next'))),
])


def make_large_bench(desktop):
    bench, serials = make_bench(desktop, 16)
    cli('bench', 'set', bench, serials[2], '--fault', 'write=exit-1')
    cli('bench', 'set', bench, serials[4], '--fault', 'connect=wrong-chip')
    return open_on_bench(bench, make_project(desktop, 'reconfigure'))


list_tour = Tour([
    ('list', wait('Write 15 Ready Boards')),
    ('list-done', steps(press('Write 15 Ready Boards'), wait('Retry 1 Failed'))),
    ('list-menu', steps(keys('3'), keys('shift+F10'), wait('Show Detail', 'menu item'))),
], make_large_bench)


def make_production(desktop):
    """One board passes; the others show what else can become of one."""
    bench, serials = make_bench(desktop, 6, 'stm32wb55')
    for serial, fault in zip(serials[1:], ['write=exit-1', 'connect=wrong-chip', 'handshake=power-lost', 'connect=rdp-on']):
        cli('bench', 'set', bench, serial, '--fault', fault)
    return open_on_bench(bench, make_project(desktop, 'wb55-production'))


def unplug_last(desktop):
    bench = desktop.folder / 'bench'
    cli('bench', 'set', bench, sorted(board.name for board in (bench / 'boards').iterdir())[-1], '--unplug')


def confirm_by_name(desktop):
    desktop.click('Project name', 'text')
    desktop.type('Sample Lamp, STM32WB55 for production')
    desktop.press('Store Keys in 3 Boards')


states_tour = Tour([
    ('bench-blocked', steps(unplug_last, wait('Provision 3 Ready Boards'))),
    ('confirm-keys', steps(press('Provision 3 Ready Boards'), wait('Store Production Keys in 3 Boards?'))),
    # A board that has lost its power is waited for, half a minute.
    ('project-code', steps(confirm_by_name, wait('Stop…'), keys('alt+1'), wait('Export'), when_narrow(keys('F9')), press('Code', 'page tab'),
                           wait('Copy Manual Code'))),
    ('project-certificates', steps(press('Certificates', 'page tab'), wait('PAA certificate'))),
    ('project-image', steps(press('Image', 'page tab'), wait('Show secret bytes'))),
    ('project-problems', steps(press('Problems', 'page tab'), gone('Show secret bytes'))),
    ('project-export', steps(when_narrow(keys('F9')), press('Export'), wait('As Image…', 'menu item'))),
    ('shortcuts', steps(leave('As Image…', 'menu item'), keys('F10'), press('Keyboard Shortcuts', 'menu item'), wait('Undo an edit'))),
    ('guide', steps(leave('Undo an edit'), keys('F10'), press('User Guide', 'menu item'), wait('First Steps'))),
    ('guide-keyboard', steps(keys('Down', 'Down', 'Down', 'Down', 'Down'), wait('Keyboard', 'label'))),
    ('bench-states', steps(leave('First Steps'), keys('alt+2'), wait('Retry 1 Failed'))),
    ('bench-states-wall', steps(keys('F11'))),
    ('board-failed', steps(keys('F11'), keys('2'), keys('space'), wait('Copy Details'))),
    ('board-unsure', steps(keys('Escape'), gone('Copy Details'), keys('4'), keys('space'), wait('Copy Details'))),
    ('line-locked', steps(keys('Escape'), gone('Copy Details'), press('Line Lock is off'), press('Project', 'page tab'),
                           wait('Turn Off…'))),
    ('line-lock-off', steps(press('Turn Off…'), wait('Turn Line Lock Off?'))),
    ('wizard-board', steps(press('Turn Off'), gone('Turn Off…'), press('Change…'), wait('Next'))),
    ('wizard-key', steps(press('Next'), wait('Back'))),
    ('wizard-review', steps(press('Next'), wait('Save Recipe'))),
], make_production, PRACTISE)


def stop_helping(board):
    board['helpingHand'] = NO_HELP


def make_secure(desktop):
    bench, serials = make_bench(desktop, 2)
    for serial in serials:
        cli('bench', 'set', bench, serial, '--fault', 'script=needs-power')
        change_file(bench / 'boards' / serial / 'board.json', stop_helping)
    return open_on_bench(bench, make_project(desktop, 'wba6-oemirot'))


secure_tour = Tour([
    ('confirm-erase', steps(press('Provision 2 Ready Boards'), wait('Erase 2 Boards and Reopen Them?'))),
    ('bench-action', steps(press('Erase 2 Boards'), wait('ACTION'))),
], make_secure, PRACTISE)


def lock_for_ever(project):
    project['recipe']['lock'] = 'rdp2'


def make_closing(desktop):
    bench, _ = make_bench(desktop, 2, 'stm32u5')
    return open_on_bench(bench, make_project(desktop, 'u5-oemirot', lock_for_ever))


closing_tour = Tour([
    ('confirm-close', steps(press('Provision 2 Ready Boards'), wait('Close 2 Boards Permanently?'))),
    ('wizard-closing', steps(leave('Close 2 Boards Permanently?'), keys('alt+1'), press('Change…'), wait('Next'))),
    ('wizard-security', steps(press('Next'), wait('Back'))),
    ('wizard-storage', steps(press('Next'), gone('Folder of the secure scripts'))),
    ('wizard-protection', steps(press('Next'), gone('Where the Key Is Stored'))),
], make_closing, PRACTISE)


def make_slow(desktop):
    bench, _ = make_bench(desktop, 4)
    return open_on_bench(bench, make_project(desktop, 'reconfigure'))


slow_tour = Tour([
    ('bench-running', steps(press('Write 4 Ready Boards'), wait('Stop…'))),
    ('confirm-stop', steps(keys('Escape'), wait('Stop After the Current Steps?'))),
    ('bench-stopped', steps(press('Stop'), wait('Write 4 Stopped Boards'))),
], make_slow, speed=SLOW)


def make_no_board(desktop):
    bench, serials = make_bench(desktop, 1)
    cli('bench', 'set', bench, serials[0], '--unplug')
    return open_on_bench(bench, make_project(desktop, 'reconfigure'))


no_board_tour = Tour([('bench-no-board', wait('Connect a Board'))], make_no_board)


def take_tool_away(bench):
    bench['noTool'] = True


def make_no_programmer(desktop):
    bench, _ = make_bench(desktop, 1)
    change_file(bench / 'bench.json', take_tool_away)
    return open_on_bench(bench, make_project(desktop, 'reconfigure'))


no_programmer_tour = Tour([('bench-no-programmer', wait('Use a Simulated Bench'))], make_no_programmer)


# A project's file

def break_project(project):
    del project['factoryData']['PRODUCT_ID']


def make_broken(desktop):
    return open_on_bench(make_bench(desktop, 1)[0], make_project(desktop, 'reconfigure', break_project))


problems_tour = Tour([
    ('bench-problems', wait('Show Problems')),
    ('problems', steps(press('Show Problems'), wait('Problems', 'list'))),
], make_broken)


def make_file(desktop):
    return open_on_bench(make_bench(desktop, 1)[0], make_project(desktop, 'reconfigure'))


def rename_vendor(desktop):
    desktop.click('Vendor name', 'text')
    desktop.key('End')
    desktop.type(' 2')


def change_on_disk(desktop):
    change_file(desktop.folder / 'lamp' / 'project.json', lambda project: project.update(name='Other Lamp'))


def start_again(desktop):
    desktop.stop()
    desktop.start()


file_tour = Tour([
    ('project-edited', steps(wait('Write 1 Ready Board'), keys('alt+1'), wait('Export'), rename_vendor)),
    ('save-changes', steps(keys('ctrl+s'), wait('Save 1 Change?'))),
    ('close-unsaved', steps(leave('Save 1 Change?'), keys('ctrl+w'), wait('Save Changes?'))),
    ('project-changed', steps(leave('Save Changes?'), change_on_disk, wait('Keep Mine'))),
    ('save-conflict', steps(keys('ctrl+s'), wait('The Project Was Changed Elsewhere'))),
    ('restore', steps(leave('The Project Was Changed Elsewhere'), start_again, wait('Restore Unsaved Work?'))),
], make_file)

TOURS = [first_tour, error_tour, setup_tour, bench_tour, list_tour, states_tour, secure_tour, closing_tour, slow_tour, no_board_tour,
         no_programmer_tour, problems_tour, file_tour]


def list_names():
    return [name for tour in TOURS for name, _ in tour.steps]


def visit(test, look_around, environment=None, size=None, without=()):
    """Takes all tours, and looks around at each stop, but those in without: look_around (desktop, name). A step that fails ends its tour, not the
    others."""
    for tour in TOURS:
        with test.subTest(tour=tour.steps[0][0]), tour.make_desktop(environment) as desktop:
            if size is not None:
                desktop.resize_window(*size)
                desktop.is_narrow = size[0] < NARROW_WIDTH
            for name, go_there in tour.steps:
                if name in without:
                    continue
                try:
                    go_there(desktop)
                except AssertionError as error:
                    raise AssertionError(f'on the way to {name}: {error}\n{describe_tree(desktop.tree())}') from error
                with test.subTest(view=name):
                    look_around(desktop, name)
