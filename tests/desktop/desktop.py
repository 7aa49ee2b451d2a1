# SPDX-License-Identifier: GPL-3.0-or-later
"""Nameplate's real program, found and used as a person with a screen reader does: by names and roles, mouse and keys."""
import os
import re
import subprocess
import tempfile
import time

from gi.repository import GLib
import pyatspi

TIMEOUT_SECONDS = 60
POLL_SECONDS = 0.05
FOCUS_SECONDS = 0.5
# What counts seconds never comes to rest.
MAXIMUM_PICTURES = 10

# What a person can act on, by the names that AT-SPI has for roles.
INTERACTIVE_ROLES = frozenset([
    'push button', 'toggle button', 'check box', 'radio button', 'text', 'password text', 'entry', 'combo box', 'spin button', 'slider',
    'link', 'menu item', 'check menu item', 'radio menu item', 'page tab', 'switch',
])
TEXT_ROLES = frozenset(['text', 'password text', 'entry'])
# What GTK 4.8 says while AT-SPI listens, at the end of a dialog.
GTK_COMPLAINTS = ['g_signal_handlers_disconnect_matched', 'Screen coordinates not supported']
# The buttons of the window's frame are GTK's own, and a window without a manager can't be driven by them.
FRAME_BUTTONS = frozenset(['Minimize', 'Maximize', 'Restore', 'Close'])


def wait_until(condition, what):
    """Asks until the answer is true; returns it."""
    end = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < end:
        answer = condition()
        if answer:
            return answer
        time.sleep(POLL_SECONDS)
    raise AssertionError(f'{what}: not within {TIMEOUT_SECONDS} s')


def has_state(node, state):
    try:
        return node.getState().contains(state)
    except Exception:  # gone between two questions: AT-SPI tells it by errors of many kinds
        return False


def is_below(node, ancestor):
    while node is not None and node != ancestor:
        node = node.parent
    return node is not None


def lies_on_top(node, place, window):
    """GTK 4.8 says of nearly everything that it is visible, so the window is asked what lies where it should be: pages that are turned away
    are not there, and nothing that is insensitive is."""
    found = window.queryComponent().getAccessibleAtPoint(place.x + place.width // 2, place.y + place.height // 2, pyatspi.WINDOW_COORDS)
    return found is None or is_below(found, node)


def is_shown(node, window, scrolled):
    try:
        place = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    except NotImplementedError:  # a page of a stack has no place: its child does
        return True
    if place.width == 0 or place.height == 0 or not has_state(node, pyatspi.STATE_VISIBLE):
        return False
    return scrolled or lies_on_top(node, place, window)


def walk(node, window, scrolled=False, depth=0):
    """What a person sees of a window, or would after scrolling, from the top down."""
    try:
        if node != window and not is_shown(node, window, scrolled):
            return
        scrolled = scrolled or node.getRoleName() == 'scroll pane'
        children = list(node)
    except Exception:
        return
    yield depth, node
    for child in children:
        if child is not None:
            yield from walk(child, window, scrolled, depth + 1)


def name_of(node):
    """The spoken name without what GTK 4.8 adds to it: a button with an underline says its label twice, and what has no name says its class."""
    try:
        words = node.name.split(' ')
    except Exception:  # gone: what isn't there needs no name
        return 'gone'
    half = len(words) // 2
    if len(words) % 2 == 0 and ' '.join(words[:half]).replace('_', '') == ' '.join(words[half:]):
        return ' '.join(words[half:])
    return '' if re.fullmatch(r'(Gtk|Adw|Np)[A-Z]\w+', node.name) else node.name


def english_of(node):
    """The name without what the pseudo-locale puts around it."""
    return re.sub('[⟦⟧~]', '', name_of(node))


def describe(node):
    try:
        return f'{node.getRoleName()} “{name_of(node)}”'
    except Exception:
        return 'gone'


class Desktop:
    """The program, running, until the end of the with statement."""

    def __init__(self, *arguments, environment=None):
        self.folder = tempfile.TemporaryDirectory(prefix='nameplate-desktop-')
        self.environment = dict(os.environ, GTK_A11Y='atspi', GSETTINGS_BACKEND='memory', NAMEPLATE_SIM_SPEED='10',
                                HOME=self.folder.name, XDG_RUNTIME_DIR=self.folder.name, XDG_DATA_HOME=self.folder.name,
                                XDG_STATE_HOME=self.folder.name, TMPDIR=self.folder.name, **(environment or {}))
        self.arguments = arguments

    def __enter__(self):
        self.messages = tempfile.TemporaryFile()
        self.process = subprocess.Popen([os.environ['NP_PROGRAM'], *self.arguments], env=self.environment, stderr=self.messages)
        try:
            self.application = wait_until(self.find_application, 'the program shows a window')
        except AssertionError:
            self.end()
            raise
        return self

    def __exit__(self, kind, *unused):
        complaints = self.end()
        if kind is None and complaints:
            raise AssertionError('the program complained:\n' + '\n'.join(complaints))

    def end(self):
        self.process.terminate()
        self.process.wait(TIMEOUT_SECONDS)
        self.folder.cleanup()
        self.messages.seek(0)
        lines = self.messages.read().decode(errors='replace').splitlines()
        self.messages.close()
        return [line for line in lines if ('CRITICAL' in line or 'WARNING' in line) and not any(known in line for known in GTK_COMPLAINTS)]

    def find_application(self):
        if self.process.poll() is not None:
            raise AssertionError(f'the program ended with {self.process.returncode}')
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == self.process.pid and application.childCount:
                return application
        return None

    # Finding

    def walk(self):
        """What is shown of all windows, the newest first."""
        for window in reversed(list(self.application)):
            if window is not None:
                yield from walk(window, window)

    def find(self, name, role=None):
        """The first shown object of that name, or None. GTK 4.8 puts what a button is called before what it says."""
        return next((node for _, node in self.walk()
                     if (english_of(node) == name or english_of(node).endswith(' ' + name)) and role in (None, node.getRoleName())), None)

    def find_interactive(self):
        """Everything in the newest window that can be acted on; the frame of a menu button can't, the button in it can."""
        window = self.application[self.application.childCount - 1]
        return [node for _, node in walk(window, window)
                if node.getRoleName() in INTERACTIVE_ROLES and (has_state(node, pyatspi.STATE_FOCUSABLE) or node.getRoleName() in TEXT_ROLES)]

    def wait_for(self, name, role=None):
        return wait_until(lambda: self.find(name, role), f'“{name}” is shown')

    def tree(self):
        lines = []
        for depth, node in self.walk():
            if (name_of(node) or node.getRoleName() in INTERACTIVE_ROLES):
                lines.append('  ' * depth + describe(node))
        return '\n'.join(lines)

    # Acting

    def press(self, name, role='push button'):
        """Presses a button once it can be pressed."""
        def ready():
            node = self.find(name, role)
            return node if node is not None and has_state(node, pyatspi.STATE_SENSITIVE) else None
        wait_until(ready, f'“{name}” can be pressed').queryAction().doAction(0)

    def find_window(self):
        """The program's newest window, as X knows it."""
        def ids():
            return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], capture_output=True, text=True,
                                  check=False).stdout.split()
        return wait_until(ids, 'a window of the program')[-1]

    def focus_window(self):
        """Gives the keyboard to the newest window: there is no window manager to do it."""
        subprocess.run(['xdotool', 'windowfocus', '--sync', self.find_window()], check=True)

    def resize_window(self, width, height):
        subprocess.run(['xdotool', 'windowsize', '--sync', self.find_window(), str(width), str(height)], check=True)

    def take_picture(self, path):
        """Writes what the newest window shows, once it has come to rest."""
        def take():
            return subprocess.run(['import', '-window', self.find_window(), 'png:-'], check=True, capture_output=True).stdout
        pictures = [take(), take()]
        while pictures[-1] != pictures[-2] and len(pictures) < MAXIMUM_PICTURES:
            pictures.append(take())
        with open(path, 'wb') as file:
            file.write(pictures[-1])

    def key(self, keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', keys], check=True)

    def press_tab(self, keys='Tab'):
        """Moves the focus on; returns what has it then, None when it stays where it is."""
        focused = []
        def listener(event):
            if event.detail1 == 1:
                focused.append(event.source)
        pyatspi.Registry.registerEventListener(listener, 'object:state-changed:focused')
        self.key(keys)
        end = time.monotonic() + FOCUS_SECONDS
        while not focused and time.monotonic() < end:
            GLib.MainContext.default().iteration(False)
        pyatspi.Registry.deregisterEventListener(listener, 'object:state-changed:focused')
        return focused[-1] if focused else None
