# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page and the completion know every command and option that the program knows."""

import re
import shutil
import subprocess

from support import SOURCE, Test, main

MANUAL = SOURCE / 'app/cli/nameplate-cli.1'
COMPLETION = SOURCE / 'app/cli/nameplate-cli.bash-completion'


class DocsTest(Test):
    def commands(self):
        out, _ = self.call('--help')
        return re.findall(r'^  ([a-z]+(?: [a-z]+)?)  ', out.split('Commands:')[1], re.M)

    def options(self, command):
        out, _ = self.call(*command.split(), '--help')
        return set(re.findall(r'(--[A-Za-z_-]+)', out)) - {'--help', '--no-'}

    def complete(self, *words):
        script = f'''
            source /usr/share/bash-completion/bash_completion
            source {COMPLETION}
            COMP_WORDS=(nameplate-cli {" ".join(words)} "$1"); COMP_CWORD={len(words) + 1}
            COMP_LINE="${{COMP_WORDS[*]}}"; COMP_POINT=${{#COMP_LINE}}
            _nameplate_cli; printf '%s\\n' "${{COMPREPLY[@]}}"'''
        return lambda prefix: subprocess.run(['bash', '-c', script, 'bash', prefix], capture_output=True, text=True, check=True).stdout.split()

    def test_manual_page_is_well_formed(self):
        done = subprocess.run(['mandoc', '-T', 'lint', '-W', 'warning', MANUAL], capture_output=True, text=True, check=False)
        self.assertEqual((done.stdout, done.returncode), ('', 0))

    def test_manual_page_names_every_command_and_option(self):
        text = MANUAL.read_text().replace('Fl -', '--')
        commands = self.commands()
        self.assertIn('image build', commands)
        for command in commands:
            with self.subTest(command):
                self.assertRegex(text, rf'(?m)^\.(Cm|It Cm) {command}$')
                if command != 'genfactorydata':  # its options are ST's
                    self.assertEqual({option for option in self.options(command) if option not in text}, set())

    def test_completion(self):
        if not shutil.which('bash'):
            self.skipTest('no bash')
        first = {command.split()[0] for command in self.commands()}
        self.assertEqual(first - set(self.complete()('')), set())
        for command in self.commands():
            with self.subTest(command):
                offered = set(self.complete(*command.split())('--'))
                self.assertEqual(self.options(command) - offered - {'--keep'}, set())


if __name__ == '__main__':
    main()
