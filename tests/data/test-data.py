#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the files that aren't code: what no tool of the desktop validates by itself."""
import os
import re
import subprocess
import unittest

import yaml

ROOT = os.environ.get('NP_SOURCE_DIR', os.path.join(os.path.dirname(__file__), '../..'))
APP_ID = 'io.github.nameplate.Nameplate'


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


def find_files(*folders, suffixes):
    for folder in folders:
        for parent, _, names in os.walk(os.path.join(ROOT, folder)):
            for name in names:
                if name.endswith(suffixes):
                    yield os.path.relpath(os.path.join(parent, name), ROOT)


class Translations(unittest.TestCase):
    MARKS = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2) ?\(|translatable="yes"')

    def listed(self):
        return [line for line in read('po/POTFILES').split('\n') if line and not line.startswith('#')]

    def test_listed_files_exist_once_and_sorted(self):
        listed = self.listed()
        self.assertEqual(listed, sorted(set(listed)))
        self.assertEqual([], [path for path in listed if not os.path.exists(os.path.join(ROOT, path))])

    def test_every_file_with_translatable_text_is_listed(self):
        marked = [path for path in find_files('app', 'core', 'ui', suffixes=('.c', '.h', '.ui')) if self.MARKS.search(read(path))]
        marked += list(find_files('data', suffixes=('.desktop.in', '.metainfo.xml.in', '.gschema.xml')))
        self.assertEqual([], sorted(set(marked) - set(self.listed())), 'add to po/POTFILES')

    def test_text_can_be_extracted(self):
        result = subprocess.run(['xgettext', '--from-code=UTF-8', '--add-comments=Translators:', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
                                 '--keyword=NC_:1c,2', '--files-from=po/POTFILES', '--directory=.', '--output=-'],
                                cwd=ROOT, capture_output=True, text=True, env=dict(os.environ, LC_ALL='C.UTF-8'), check=False)
        self.assertEqual((0, ''), (result.returncode, result.stderr))
        self.assertIn('msgid "Give Your Boards Their Identity"', result.stdout)

    def test_languages_have_a_file(self):
        for language in read('po/LINGUAS').split():
            self.assertTrue(os.path.exists(os.path.join(ROOT, 'po', language + '.po')), language)


class Settings(unittest.TestCase):
    def test_every_key_is_used(self):
        keys = re.findall(r'<key name="([^"]+)"', read(f'data/{APP_ID}.gschema.xml'))
        code = ''.join(read(path) for path in find_files('app', 'ui', suffixes=('.c', '.h', '.ui')))
        self.assertTrue(keys)
        self.assertEqual([], [key for key in keys if f'"{key}"' not in code])


class DeviceRules(unittest.TestCase):
    PRODUCTS = {'3748', '374a', '374b', '374d', '374e', '374f', '3752', '3753', '3754', '3755', '3757'}
    NAME = '60-nameplate-st-link.rules'

    def rules(self):
        return [line for line in read('data/' + self.NAME).split('\n') if line and not line.startswith('#')]

    def test_syntax(self):
        term = re.compile(r'(?:ACTION|SUBSYSTEM|ATTRS?\{\w+\}|ENV\{\w+\}|MODE|TAG|GOTO|LABEL)(?:==|=|\+=)"[^"]*"')
        for line in self.rules():
            for part in line.split(', '):
                self.assertRegex(part, '^' + term.pattern + '$', line)

    def test_jumps_have_a_label(self):
        text = '\n'.join(self.rules())
        self.assertEqual(set(re.findall(r'GOTO="(\w+)"', text)), set(re.findall(r'LABEL="(\w+)"', text)))

    def test_every_probe_is_given_to_the_seat(self):
        rules = [line for line in self.rules() if 'uaccess' in line]
        self.assertEqual(['usb', 'tty'], [re.search(r'SUBSYSTEM=="(\w+)"', line)[1] for line in rules])
        for line in rules:
            self.assertIn('"0483"', line)
            self.assertEqual(self.PRODUCTS, set(re.search(r'idProduct\}=="([^"]+)"', line)[1].split('|')))
            self.assertIn('TAG+="uaccess"', line)
            self.assertIn('MODE="0660"', line)

    def test_comes_before_the_rule_that_acts_on_the_tag(self):
        self.assertLess(self.NAME, '73-seat-late.rules')


class Flatpak(unittest.TestCase):
    def setUp(self):
        self.manifest = yaml.safe_load(read(f'flatpak/{APP_ID}.yml'))

    def test_names_agree(self):
        self.assertEqual(APP_ID, self.manifest['app-id'])
        self.assertIn(f"application_id = '{APP_ID}'", read('meson.build'))
        self.assertIn(f'<id>{APP_ID}</id>', read(f'data/{APP_ID}.metainfo.xml.in'))
        self.assertIn(f'Icon={APP_ID}', read(f'data/{APP_ID}.desktop.in'))
        self.assertRegex(read(f'data/{APP_ID}.desktop.in'), rf"(?m)^Exec={self.manifest['command']}( |$)")
        self.assertIn(f"executable('{self.manifest['command']}'", read('app/gui/meson.build'))

    def test_sources_are_named_completely(self):
        for module in self.manifest['modules']:
            for source in module['sources']:
                with self.subTest(module['name']):
                    self.assertIn(source['type'], ('dir', 'git'))
                    if source['type'] == 'git':
                        self.assertTrue(source['tag'])
                        self.assertNotIn('commit', source)
                    else:
                        self.assertTrue(os.path.exists(os.path.join(ROOT, 'flatpak', source['path'], 'meson.build')))

    def test_options_exist(self):
        options = read('meson_options.txt')
        for option in self.manifest['modules'][-1]['config-opts']:
            self.assertIn(f"option('{re.match('-D([a-z]+)=', option)[1]}'", options)

    def test_every_library_that_the_runtime_lacks_is_built(self):
        self.assertEqual(['libserialport', 'nameplate'], [module['name'] for module in self.manifest['modules']])


class Icons(unittest.TestCase):
    def test_both_kinds_are_there(self):
        scalable = read(f'data/icons/hicolor/scalable/apps/{APP_ID}.svg')
        symbolic = read(f'data/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg')
        self.assertIn('viewBox="0 0 128 128"', scalable)
        self.assertIn('viewBox="0 0 16 16"', symbolic)
        # GTK recolours a symbolic icon: one fill, nothing else
        self.assertEqual(['#2e3436'], re.findall(r'fill="([^"]+)"', symbolic))


if __name__ == '__main__':
    unittest.main()
