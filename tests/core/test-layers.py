# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of core's folders: each may include itself and those before it, and nothing of core knows GTK or prints."""

import os
import pathlib
import re
import unittest

CORE = pathlib.Path(os.environ['G_TEST_SRCDIR']).parent / 'core'
ORDER = ['factory', 'matter', 'recipe', 'check', 'bench', 'units', 'authority', 'run', 'project', 'session', 'diagnose', 'paper']


class Layers(unittest.TestCase):
    def sources(self):
        for path in sorted(CORE.rglob('*.[ch]')):
            yield path, path.relative_to(CORE), path.read_text()

    def test_every_folder_has_its_place(self):
        folders = [path.name for path in CORE.iterdir() if path.is_dir()]
        self.assertEqual([name for name in folders if name not in ORDER], [])
        built = re.findall(r"^subdir\('(\w+)'\)", (CORE / 'meson.build').read_text(), re.M)
        self.assertEqual(built, sorted(built, key=ORDER.index))
        self.assertEqual(sorted(built), sorted(folders))

    def test_no_folder_includes_a_later_one(self):
        later = []
        for _, name, text in self.sources():
            own = name.parts[0] if len(name.parts) > 1 else None
            for folder in re.findall(r'#\s*include "(\w+)/', text):
                if folder not in ORDER or own is None or ORDER.index(folder) > ORDER.index(own):
                    later.append(f'{name} includes {folder}/')
        self.assertEqual(later, [])

    def test_core_knows_no_gtk(self):
        self.assertEqual([str(name) for _, name, text in self.sources() if re.search(r'#\s*include\s*[<"](gtk|gdk|adwaita)', text)], [])

    def test_core_does_not_print(self):
        self.assertEqual([str(name) for _, name, text in self.sources() if re.search(r'\b(g_print|g_printerr|printf|puts)\s*\(', text)], [])


if __name__ == '__main__':
    unittest.main(verbosity=2)
