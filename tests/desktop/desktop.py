# SPDX-License-Identifier: GPL-3.0-or-later
"""Nameplate's real program, found and used as a person with a screen reader does: by names and roles, mouse and keys."""
import os
import pathlib
import subprocess
import tempfile
import time

from gi.repository import GLib

import accessibles
from accessibles import FOCUSABLE

TIMEOUT_SECONDS = 60
POLL_SECONDS = 0.05
FOCUS_SECONDS = 0.25
# What counts seconds never comes to rest.
MAXIMUM_PICTURES = 10

# What a person can act on, by the names that AT-SPI has for roles.
INTERACTIVE_ROLES = frozenset([
    'push button', 'toggle button', 'check box', 'radio button', 'text', 'password text', 'entry', 'combo box', 'spin button', 'slider',
    'link', 'menu item', 'check menu item', 'radio menu item', 'page tab', 'switch', 'table', 'table cell', 'table row', 'list item', 'tree item',
])
TEXT_ROLES = frozenset(['text', 'password text', 'entry'])
# What GTK 4.8 says while AT-SPI listens, at the end of a dialog; of the pages of its shortcuts window; and that nothing on this desktop shows
# notifications.
GTK_COMPLAINTS = ['g_signal_handlers_disconnect_matched', 'Screen coordinates not supported', '(label) reported min width -3',
                  'unable to send notifications']
# The buttons of the window's frame are GTK's own, and a window without a manager can't be driven by them.
FRAME_BUTTONS = frozenset(['Minimize', 'Maximize', 'Restore', 'Close'])
# Nothing moves: what is found is where it stays.
GTK_SETTINGS = '[Settings]\ngtk-enable-animations=0\n'


def wait_until(condition, what):
    """Asks until the answer is true; returns it."""
    end = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < end:
        answer = condition()
        if answer:
            return answer
        time.sleep(POLL_SECONDS)
    raise AssertionError(f'{what}: not within {TIMEOUT_SECONDS} s')


def cli(*arguments):
    """Runs nameplate-cli; returns what it printed."""
    return subprocess.run([os.environ['NAMEPLATE_CLI'], *map(str, arguments)], check=True, capture_output=True, text=True).stdout


class Desktop:
    """The program, running, until the end of the with statement. What it is to open can be made in its folder before."""

    def __init__(self, *arguments, environment=None):
        self.temporary = tempfile.TemporaryDirectory(prefix='nameplate-desktop-')
        self.folder = pathlib.Path(self.temporary.name)
        folders = dict.fromkeys(['HOME', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'TMPDIR'], self.temporary.name)
        self.environment = {**os.environ, 'GTK_A11Y': 'atspi', 'GSETTINGS_BACKEND': 'keyfile', 'NAMEPLATE_SIM_SPEED': '10', **folders,
                            **(environment or {})}
        self.arguments = arguments
        self.is_narrow = False
        (self.folder / 'gtk-4.0').mkdir()
        (self.folder / 'gtk-4.0' / 'settings.ini').write_text(GTK_SETTINGS, encoding='utf-8')

    def set_settings(self, settings):
        """Before the program starts: keys to values, as GVariant writes them."""
        path = self.folder / 'glib-2.0' / 'settings' / 'keyfile'
        path.parent.mkdir(parents=True)
        path.write_text('[io/github/nameplate/Nameplate]\n' + ''.join(f'{key}={value}\n' for key, value in settings.items()), encoding='utf-8')

    def __enter__(self):
        self.messages = tempfile.TemporaryFile()
        self.bus = accessibles.Bus()
        self.focused = None
        self.seen = set()
        self.start()
        return self

    def __exit__(self, kind, *unused):
        complaints = self.end()
        if kind is None and complaints:
            raise AssertionError('the program complained:\n' + '\n'.join(complaints))

    def start(self):
        subprocess.run(['xdotool', 'mousemove', '0', '0'], check=True)  # away from what has a tooltip
        self.process = subprocess.Popen([os.environ['NP_PROGRAM'], *map(str, self.arguments)], env=self.environment, stderr=self.messages)
        try:
            self.owner = wait_until(self.find_owner, 'the program shows a window')
        except AssertionError:
            self.end()
            raise
        self.bus.watch_focus(self.owner, self.focus_told)

    def stop(self):
        """As at the end of a session. One that doesn't end would take what the next one is to open."""
        self.process.terminate()
        try:
            self.process.wait(TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def end(self):
        self.stop()
        self.temporary.cleanup()
        self.messages.seek(0)
        lines = self.messages.read().decode(errors='replace').splitlines()
        self.messages.close()
        return [line for line in lines if ('CRITICAL' in line or 'WARNING' in line) and not any(known in line for known in GTK_COMPLAINTS)]

    def find_owner(self):
        if self.process.poll() is not None:
            raise AssertionError(f'the program ended with {self.process.returncode}')
        owner = self.bus.find_owner(self.process.pid)
        return owner if owner is not None and accessibles.Tree(self.bus, owner).window is not None else None

    # Finding

    def tree(self):
        """GTK 4.8 makes an object when it is first asked about what it is in; where it lies it knows from then on."""
        tree = accessibles.Tree(self.bus, self.owner)
        while not tree.parents.keys() <= self.seen:
            self.seen |= tree.parents.keys()
            tree = accessibles.Tree(self.bus, self.owner)
        return tree

    def find_all(self, name, role=None):
        """The shown objects of that name. GTK 4.8 puts what a button is called before what it says."""
        return [node for node in self.tree().walk()
                if (node.english == name or node.english.endswith(' ' + name)) and role in (None, node.role)]

    def find(self, name, role=None):
        return next(iter(self.find_all(name, role)), None)

    def wait_for(self, name, role=None):
        return wait_until(lambda: self.find(name, role), f'“{name}” is shown')

    def wait_for_gone(self, name, role=None):
        return wait_until(lambda: self.find(name, role) is None, f'“{name}” is gone')

    # Acting

    def ask(self, node, interface, method, parameters=None):
        return self.bus.ask(self.owner, [(node.path, 'org.a11y.atspi.' + interface, method, parameters)])[0]

    def press(self, name, role='push button'):
        """Presses what can be pressed, once it can be; of a menu button, the button in it."""
        def ready():
            return next((node for node in self.find_all(name, role) if node.is_sensitive() and node.has_state(FOCUSABLE)), None)
        node = wait_until(ready, f'“{name}” can be pressed')
        if self.ask(node, 'Action', 'DoAction', GLib.Variant('(i)', (0,))) != (True,):
            raise AssertionError(f'“{name}” does nothing when it is pressed')

    def click(self, name, role=None):
        """Clicks on the middle of it: there is no window manager, and its window is at the display's corner."""
        x, y, width, height = self.wait_for(name, role).place
        self.focus_window()
        subprocess.run(['xdotool', 'mousemove', str(x + width // 2), str(y + height // 2), 'click', '1', 'mousemove', '0', '0'], check=True)

    def find_windows(self):
        """The program's windows and what pops up from them, as X knows them, the newest last; a dialog comes after its window in any case."""
        windows = sorted(subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], capture_output=True, text=True,
                                        check=False).stdout.split(), key=int)
        if len(windows) < 2:
            return windows
        below = {self.find_parent(window) for window in windows}
        return sorted(windows, key=lambda window: int(window) not in below)

    @staticmethod
    def find_parent(window):
        """The window that it is a dialog of, or None."""
        text = subprocess.run(['xprop', '-id', window, 'WM_TRANSIENT_FOR'], capture_output=True, text=True, check=False).stdout
        return int(text.split('#')[1], 16) if '#' in text else None

    def find_window(self):
        """The newest window, on top of the others: there is no window manager to put it there."""
        window = wait_until(self.find_windows, 'a window of the program')[-1]
        subprocess.run(['xdotool', 'windowraise', window], check=True)
        return window

    def focus_window(self):
        """Gives the keyboard to the newest window: there is no window manager to do it."""
        subprocess.run(['xdotool', 'windowfocus', '--sync', self.find_window()], check=True)

    def resize_window(self, width, height):
        """The first window: dialogs have sizes of their own."""
        window = wait_until(self.find_windows, 'a window of the program')[0]
        subprocess.run(['xdotool', 'windowsize', '--sync', window, str(width), str(height)], check=True)

    def take_picture(self, path):
        """Writes what the newest window shows, once it has come to rest; a menu with the window that it belongs to."""
        def take():
            return subprocess.run(['import', *self.describe_picture(), 'png:-'], check=True, capture_output=True).stdout
        pictures = [take(), take()]
        while pictures[-1] != pictures[-2] and len(pictures) < MAXIMUM_PICTURES:
            pictures.append(take())
        pathlib.Path(path).write_bytes(pictures[-1])

    def describe_picture(self):
        self.find_window()
        windows = self.find_windows()
        information = subprocess.run(['xwininfo', '-id', windows[-1]], capture_output=True, text=True, check=True).stdout
        if len(windows) == 1 or 'Override Redirect State: yes' not in information:
            return ['-window', windows[-1]]
        geometry = dict(line.split('=') for line in subprocess.run(['xdotool', 'getwindowgeometry', '--shell', windows[-2]], capture_output=True,
                                                                   text=True, check=True).stdout.split())
        return ['-window', 'root', '-crop', f'{geometry["WIDTH"]}x{geometry["HEIGHT"]}+{geometry["X"]}+{geometry["Y"]}', '+repage']

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--clearmodifiers', text], check=True)

    def focus_told(self, path):
        self.focused = path

    def press_and_see_focus(self, key, texts):
        """Presses a key; returns the path of what gets the focus then, None when nothing does. GTK 4.8 tells no focus of the texts inside rows:
        in those the cursor is seen to move."""
        self.focused = None
        self.key(key)
        self.see_focus()
        return self.focused or self.find_text_with_cursor(texts)

    def see_focus(self):
        end = time.monotonic() + FOCUS_SECONDS
        while self.focused is None and time.monotonic() < end:
            self.tree_settles()

    def tree_settles(self):
        """What the program told before it answers has been heard then."""
        self.bus.ask(self.owner, [(accessibles.ROOT, accessibles.ACCESSIBLE, 'GetRole', None)])
        time.sleep(POLL_SECONDS / 10)

    def find_text_with_cursor(self, texts):
        """Moves the cursor, and types into an empty text, to see which of them has it."""
        if not texts:
            return None
        before = self.read_texts(texts)
        for keys in [('End',), ('Home',), ('1',), ('BackSpace',)]:
            self.key(*keys)
            self.tree_settles()
            after = self.read_texts(texts)
            moved = next((text.path for text, then, now in zip(texts, before, after) if then != now), None)
            if moved is not None:
                if keys == ('1',):
                    self.key('BackSpace')
                return moved
        return None

    def read_texts(self, texts):
        """Where their cursors are."""
        return self.bus.ask(self.owner, [(text.path, accessibles.PROPERTIES, 'Get', GLib.Variant('(ss)', ('org.a11y.atspi.Text', 'CaretOffset')))
                                         for text in texts])


def find_interactive(window):
    """Everything in a window that can be acted on; the frame of a menu button can't, the button in it can."""
    return [node for node in window.walk() if node.role in INTERACTIVE_ROLES and node.is_sensitive()
            and (node.has_state(FOCUSABLE) or node.role in TEXT_ROLES)]


def describe_tree(tree):
    return '\n'.join('  ' * node.depth + str(node) for node in tree.walk() if node.name or node.role in INTERACTIVE_ROLES)
