#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program itself: its command line, and how it ends."""
import os
import signal
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ['NP_PROGRAM']


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=False)


def read_process(path):
    try:
        with open(path, encoding='ascii') as file:
            return file.read()
    except (FileNotFoundError, ProcessLookupError):
        return ''


def boards_of(pid):
    """The simulated boards that are children of a process."""
    return [child for child in read_process(f'/proc/{pid}/task/{pid}/children').split()
            if read_process(f'/proc/{child}/comm').startswith('nameplate-sim-b')]


class CommandLine(unittest.TestCase):
    def test_help_names_the_benches_and_the_files(self):
        result = run('--help')
        self.assertEqual(0, result.returncode)
        self.assertIn('--bench', result.stdout)
        self.assertIn('simulated:FOLDER', result.stdout)
        self.assertIn('[FOLDER|FILE.json|FILE.bin]', result.stdout)

    def test_a_bench_that_does_not_exist_is_a_usage_error(self):
        for name in ('real', 'simulated:', 'Simulated', ''):
            with self.subTest(name):
                result = run('--bench', name)
                self.assertEqual(2, result.returncode)
                self.assertIn(f'“{name}”', result.stderr)

    def test_an_unknown_option_is_refused(self):
        self.assertNotEqual(0, run('--no-such-option').returncode)


class End(unittest.TestCase):
    def wait_for(self, condition, process):
        end = time.monotonic() + 60
        while not condition():
            self.assertIsNone(process.poll(), 'ended by itself')
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)

    def test_a_terminated_program_leaves_nothing_behind(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number.name), tempfile.TemporaryDirectory() as folder:
                environment = dict(os.environ, TMPDIR=folder, XDG_RUNTIME_DIR=folder)
                with subprocess.Popen([PROGRAM, '--bench', 'simulated'], env=environment) as process:
                    self.wait_for(lambda: len(boards_of(process.pid)) == 4, process)
                    boards = boards_of(process.pid)
                    process.send_signal(number)
                    self.assertEqual(0, process.wait(60))
                self.assertEqual([], [pid for pid in boards if os.path.exists(f'/proc/{pid}')])
                self.assertEqual([], [name for name in os.listdir(folder) if 'bench' in name])


if __name__ == '__main__':
    unittest.main()
