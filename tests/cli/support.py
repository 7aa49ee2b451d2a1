# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of nameplate-cli share: the real program, called as a person would."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

CLI = os.environ['NAMEPLATE_CLI']
SOURCE = pathlib.Path(os.environ['G_TEST_SRCDIR']).parent
SAMPLE = SOURCE / 'core/project/samples/stm32wba6.json'
DATA = SOURCE.parent / 'shared/data'  # known answers that may stand beside the source tree


class Test(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='nameplate-cli-'))
        self.addCleanup(shutil.rmtree, self.folder)
        # A state folder of its own; the runtime folder (locks) too, so that nothing on this computer matters.
        runtime = self.folder / 'runtime'
        runtime.mkdir(mode=0o700)
        self.environment = dict(os.environ, XDG_STATE_HOME=str(self.folder / 'state'), XDG_RUNTIME_DIR=str(runtime), HOME=str(self.folder))

    def start(self, *arguments, **options):
        options = {'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, 'env': self.environment, 'cwd': self.folder, **options}
        return subprocess.Popen([CLI, *map(str, arguments)], **options)

    def call(self, *arguments, status=0, stdin=b'', text=True):
        """Runs nameplate-cli; returns (stdout, stderr), after the exit status was compared."""
        done = subprocess.run([CLI, *map(str, arguments)], input=stdin, capture_output=True, env=self.environment, cwd=self.folder, timeout=120)
        out, err = done.stdout, done.stderr.decode()
        self.assertEqual(done.returncode, status, f'{arguments}\n{out}\n{err}')
        return (out.decode() if text else out), err

    def call_json(self, *arguments, status=0):
        return json.loads(self.call(*arguments, '--json', status=status)[0])

    def make_bench(self, boards, platform='stm32wba6', speed=200, name=None):
        """A simulated bench; returns its folder and its boards' probes."""
        bench = self.folder / f'bench-{name or platform}'
        self.call('bench', 'create', bench, '--boards', boards, '--platform', platform)
        self.call('bench', 'set', bench, '--speed', speed)
        return bench, sorted(path.name for path in (bench / 'boards').iterdir())

    def make_project(self, *options):
        project = self.folder / 'project'
        self.call('project', 'new', project, '--sample', *options)
        return project

    def assert_nothing_left(self):
        """No private folder with an image in it, and no log that holds the sample's passcode."""
        self.assertEqual(list((self.folder / 'runtime').rglob('*.bin')), [])


def main():
    unittest.main(verbosity=2)
