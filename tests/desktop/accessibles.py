# SPDX-License-Identifier: GPL-3.0-or-later
"""What assistive technology is told of a program, asked for over its bus. AT-SPI's own library waits for every answer before it asks again;
here all questions about one level of the tree are asked at once, which is several times as fast, and nothing is remembered."""
import re

from gi.repository import Atspi, Gio, GLib

ROOT = '/org/a11y/atspi/accessible/root'
NOBODY = '/org/a11y/atspi/null'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
COMPONENT = 'org.a11y.atspi.Component'
PROPERTIES = 'org.freedesktop.DBus.Properties'
WINDOW_COORDINATES = 1
# Where something is looked for, in parts of its width and height: in the middle, at the edges (a round button has no corners), at an end.
SAMPLES = [(0.5, 0.5), (0.5, 0.1), (0.1, 0.5), (0.9, 0.9)]
FOCUS_EVENT = 'object:state-changed:focused'

FOCUSABLE, FOCUSED, SENSITIVE, VISIBLE = (int(state) for state in (Atspi.StateType.FOCUSABLE, Atspi.StateType.FOCUSED, Atspi.StateType.SENSITIVE,
                                                                  Atspi.StateType.VISIBLE))


class Node:
    """An object as it was when it was asked for."""

    def __init__(self, path, parent):
        self.path, self.parent = path, parent
        self.depth = parent.depth + 1 if parent is not None else 0
        self.role, self.full_name, self.states, self.place, self.child_paths = '', '', 0, None, []
        self.children = []

    def has_state(self, state):
        return bool(self.states >> state & 1)

    def is_below(self, ancestor):
        node = self
        while node is not None and node.path != ancestor.path:
            node = node.parent
        return node is not None

    def is_sensitive(self):
        """GTK 4.8 tells it of each object for itself; what is in one that isn't, isn't either."""
        node = self
        while node.parent is not None and (node.has_state(SENSITIVE) or node.place is None):
            node = node.parent
        return node.parent is None

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def is_above_window(self):
        """Whether it pops up over the window: where it is told to be isn't where GTK 4.8 finds it."""
        return self.full_name in ('GtkPopover', 'GtkPopoverMenu')

    @property
    def name(self):
        """Without what GTK 4.8 adds: a button with an underline says its label twice, and what has no name says its class."""
        words = self.full_name.split(' ')
        half = len(words) // 2
        if len(words) % 2 == 0 and ' '.join(words[:half]).replace('_', '') == ' '.join(words[half:]):
            return ' '.join(words[half:])
        return '' if re.fullmatch(r'(Gtk|Adw|Np)[A-Z]\w+', self.full_name) else self.full_name

    @property
    def english(self):
        """The name without what the pseudo-locale puts around it."""
        return re.sub('[⟦⟧~]', '', self.name)

    def __str__(self):
        return f'{self.role} “{self.name}”'


class Bus:
    """The accessibility bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, Gio.DBusCallFlags.NONE, -1, None)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address.unpack()[0], flags, None, None)

    def ask(self, owner, questions):
        """Asks all (path, interface, method, parameters) at once; an answer is None where there is no such object any more."""
        answers, waiting, loop = [None] * len(questions), [len(questions)], GLib.MainLoop()

        def answered(connection, result, index):
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass
            waiting[0] -= 1
            if waiting[0] == 0:
                loop.quit()
        for index, (path, interface, method, parameters) in enumerate(questions):
            self.connection.call(owner, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, -1, None, answered, index)
        if questions:
            loop.run()
        return answers

    def find_owner(self, process_id):
        """The name of the program on the bus, or None while it has none."""
        registry = 'org.a11y.atspi.Registry'
        (children,) = self.ask(registry, [(ROOT, ACCESSIBLE, 'GetChildren', None)])[0] or ([],)
        for owner, _ in children:
            answer = self.ask('org.freedesktop.DBus', [('/org/freedesktop/DBus', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                                                        GLib.Variant('(s)', (owner,)))])[0]
            if answer == (process_id,):
                return owner
        return None

    def watch_focus(self, owner, told):
        """From now on tells each path that gets the focus."""
        self.ask('org.a11y.atspi.Registry', [('/org/a11y/atspi/registry', 'org.a11y.atspi.Registry', 'RegisterEvent',
                                              GLib.Variant('(sass)', (FOCUS_EVENT, [], '')))])

        def changed(connection, sender, path, interface, signal, parameters):
            kind, gained = parameters.unpack()[:2]
            if kind == 'focused' and gained:
                told(path)
        self.connection.signal_subscribe(owner, 'org.a11y.atspi.Event.Object', 'StateChanged', None, None, Gio.DBusSignalFlags.NONE, changed)


class Tree:
    """What a person sees of a program's newest window, or would after scrolling; as it was when it was made."""

    def __init__(self, bus, owner):
        self.bus, self.owner = bus, owner
        self.parents = {}
        (children,) = bus.ask(owner, [(ROOT, ACCESSIBLE, 'GetChildren', None)])[0] or ([],)
        paths = [path for _, path in children if path != NOBODY]
        self.window = Node(paths[-1], None) if paths else None
        level = [(self.window, False)] if paths else []
        while level:
            level = self.take_level(level)

    def walk(self):
        return self.window.walk() if self.window is not None else iter(())

    def take_level(self, level):
        """Of (node, whether it may be out of sight) those that are shown keep their children, which are the next level."""
        self.fill([node for node, _ in level])
        shown = [(node, scrolled) for node, scrolled in level if node is self.window or self.may_be_shown(node)]
        hidden = self.find_hidden([node for node, scrolled in shown if node is not self.window and not scrolled and not node.is_above_window()])
        following = []
        for node, scrolled in shown:
            if node.path in hidden:
                continue
            if node is not self.window:
                node.parent.children.append(node)
            for path in node.child_paths:
                self.parents[path] = node.path
                following.append((Node(path, node), scrolled or node.role == 'scroll pane' or node.is_above_window()))
        return following

    def fill(self, nodes):
        questions = []
        for node in nodes:
            questions += [(node.path, ACCESSIBLE, 'GetRole', None), (node.path, PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, 'Name'))),
                          (node.path, ACCESSIBLE, 'GetState', None), (node.path, COMPONENT, 'GetExtents', GLib.Variant('(u)', (WINDOW_COORDINATES,))),
                          (node.path, ACCESSIBLE, 'GetChildren', None)]
        answers = iter(self.bus.ask(self.owner, questions))
        for node in nodes:
            role, name, states, place, children = (next(answers) for _ in range(5))
            node.role = Atspi.role_get_name(Atspi.Role(role[0])) if role else ''
            node.full_name = name[0] if name else ''
            node.states = states[0][0] | states[0][1] << 32 if states else 0
            node.place = place[0] if place else None
            node.child_paths = [path for _, path in children[0] if path != NOBODY] if children else []

    @staticmethod
    def may_be_shown(node):
        if node.place is None:  # a page of a stack has no place: its child does
            return bool(node.role)
        return node.place[2] > 0 and node.place[3] > 0 and node.has_state(VISIBLE)

    def find_hidden(self, nodes):
        """GTK 4.8 says of nearly everything that it is visible, so the window is asked what lies where it should be: pages that are turned away
        are not there. Of some places nobody knows."""
        undecided = [node for node in nodes if node.place is not None]
        hidden = set()
        for right, down in SAMPLES:
            found = self.find_at(undecided, right, down)
            decided = {node.path for node, path in zip(undecided, found) if self.is_path_below(path, node.path)}
            hidden |= {node.path for node, path in zip(undecided, found) if path != NOBODY}
            hidden -= decided
            undecided = [node for node in undecided if node.path not in decided]
        return hidden

    def find_at(self, nodes, right, down):
        """What lies at that part of the place of each."""
        places = [GLib.Variant('(iiu)', (x + int(width * right), y + int(height * down), WINDOW_COORDINATES))
                  for x, y, width, height in (node.place for node in nodes)]
        answers = self.bus.ask(self.owner, [(self.window.path, COMPONENT, 'GetAccessibleAtPoint', place) for place in places])
        found = [answer[0][1] if answer else NOBODY for answer in answers]
        self.learn_parents(set(found))
        return found

    def learn_parents(self, paths):
        known = {self.window.path, NOBODY, ROOT}
        paths = paths - self.parents.keys() - known
        while paths:
            paths = sorted(paths)
            answers = self.bus.ask(self.owner, [(path, PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, 'Parent'))) for path in paths])
            for path, answer in zip(paths, answers):
                self.parents[path] = answer[0][1] if answer else ROOT
            paths = {self.parents[path] for path in paths} - self.parents.keys() - known

    def is_path_below(self, path, ancestor):
        while path is not None and path != ancestor:
            path = self.parents.get(path)
        return path is not None
