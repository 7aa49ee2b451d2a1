# SPDX-License-Identifier: GPL-3.0-or-later
"""Problems as a whole: a test names each code, and what is said of a field calls it what people call it."""

import os
import pathlib
import re
import unittest

TESTS = pathlib.Path(os.environ['G_TEST_SRCDIR'])
SOURCE = TESTS.parent

# A code is a text of its own, in lower case, with a dash in it. So are these, which are none.
CODE = re.compile(r'"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"')
OTHERS = {'nameplate-check', 'np-parallel', 'upgrade-coprocessor', 'write-magic-trailer'}


def without_comments(text):
    return re.sub(r'/\*.*?\*/', '', text, flags=re.S)


class ProblemCodes(unittest.TestCase):
    def codes(self):
        found = set()
        for folder in 'check', 'factory', 'matter':
            for path in (SOURCE / 'core' / folder).glob('*.c'):
                found.update(CODE.findall(without_comments(path.read_text())))
        return found - OTHERS

    def test_each_is_tried(self):
        tests = [path.read_text() for path in (*(TESTS / 'core').glob('test-*.c'), *(TESTS / 'cli').glob('test-*.py'))]
        named = set(re.findall(r'(?<![/\w-])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?![/\w-])', without_comments('\n'.join(tests))))
        codes = self.codes()
        self.assertGreater(len(codes), 150)
        self.assertEqual(sorted(codes - named), [])

    def test_fields_have_their_titles(self):
        """ST's keys are places in a JSON file: only what reads and writes such a file names them."""
        told = []
        for folder in 'core', 'ui':
            for path in sorted((SOURCE / folder).rglob('*.c')):
                if not path.name.startswith('np-st-json'):
                    calls = re.findall(r'\b_ ?\("[^;]*;|\bngettext ?\([^;]*;', without_comments(path.read_text()))
                    told += [f'{path.name}: {call}' for call in calls if re.search(r'->key\b', call)]
        self.assertEqual(told, [])


if __name__ == '__main__':
    unittest.main(verbosity=2)
