# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import pathlib
import signal
import stat
import subprocess

from support import Test, main


class RunTest(Test):
    def test_eight_boards_three_faults_and_a_retry(self):
        bench, probes = self.make_bench(8)
        project = self.make_project()
        for probe, fault in zip(probes[1::3], ('write=exit-1', 'identify=rdp-on', 'verify=bit-flip')):
            self.call('bench', 'set', bench, probe, '--fault', fault)
        # Read-out protection shows as soon as a board is identified: such a board is not ready, and is named to be tried all the same.
        answer = self.call_json('run', project, '--bench', f'simulated:{bench}', '--boards', ','.join(probes), status=1)
        verdicts = {board['probe']: (board['verdict'], board['code'], board['board']) for board in answer['boards']}
        self.assertEqual(sorted(v[0] for v in verdicts.values()), ['fail'] * 3 + ['pass'] * 5)
        self.assertEqual(verdicts[probes[1]], ('fail', 'E-201', 'partly-written'))
        self.assertEqual(verdicts[probes[4]][0::2], ('fail', 'nothing-written'))
        self.assertEqual(verdicts[probes[7]], ('fail', 'E-302', 'written-not-verified'))
        for probe in probes[1::3]:
            self.call('bench', 'set', bench, probe, '--clear-faults')
        answer = self.call_json('run', project, '--bench', f'simulated:{bench}', '--boards', ','.join(probes[1::3]))
        self.assertEqual([board['verdict'] for board in answer['boards']], ['pass'] * 3)
        self.assert_nothing_left()

    def test_what_is_on_the_board(self):
        bench, probes = self.make_bench(1)
        project = self.make_project()
        self.call('run', project, '--bench', f'simulated:{bench}')
        # The file holds what differs from erased flash (docs/simulated-bench.md): every byte inverted.
        flash = bytes(byte ^ 0xFF for byte in (bench / 'boards' / probes[0] / 'flash-08000000.bin').read_bytes())
        self.call('project', 'new', 'again', '--sample')
        template = json.loads((self.folder / 'again/project.json').read_text())['factoryData']
        (self.folder / 'template.json').write_text(json.dumps(template))
        self.call('image', 'build', 'template.json', '-o', 'template.bin')
        image = (self.folder / 'template.bin').read_bytes()
        self.assertEqual(flash[0x1EC000:0x1EC000 + len(image)], image)
        self.assertEqual(set(flash[0x1EC000 + len(image):]) | {0xFF}, {0xFF})

    def test_logs_hold_no_secret(self):
        bench, _ = self.make_bench(2)
        project = self.make_project()
        self.call('run', project, '--bench', f'simulated:{bench}')
        template = json.loads((project / 'project.json').read_text())['factoryData']
        key = bytes(int(byte, 16) for byte in template['DEVICE_ATTESTATION_PRIV_KEY']).hex()
        logs = list((project / 'logs').iterdir())
        self.assertEqual(len(logs), 2)
        for log in logs:
            self.assertEqual(stat.S_IMODE(log.stat().st_mode), 0o600)
            text = log.read_text().lower()
            self.assertIn('write factory data', text)
            self.assertNotIn(template['SPAKE2_SETUP_PASSCODE'], text)
            self.assertNotIn(key[:16], text.replace(' ', ''))

    def test_dry_run_and_plan(self):
        bench, probes = self.make_bench(2)
        project = self.make_project()
        out, err = self.call('run', project, '--bench', f'simulated:{bench}', '--dry-run')
        self.assertIn(f'sn={probes[0]}', out)
        self.assertIn(f'sn={probes[1]}', out)
        self.assertIn('same serial number', err)
        self.assertFalse((project / 'logs').exists())
        plan, _ = self.call('plan', project)
        self.assertIn('-w {image} 0x081EC000 -v', plan)
        self.assertEqual([step['title'] for step in self.call_json('plan', project)['steps']],
                         ['Check board', 'Write factory data', 'Compare with plan', 'Restart board'])
        dry = self.call_json('run', project, '--bench', f'simulated:{bench}', '--dry-run')
        self.assertTrue(dry['simulated'])
        self.assertEqual([board['probe'] for board in dry['boards']], probes)
        for board in dry['boards']:
            write = board['steps'][1]
            self.assertEqual(write['title'], 'Write factory data')
            self.assertIn(f"sn={board['probe']}", write['command'])
            self.assertIn('0x081EC000 -v', write['command'])
            self.assertFalse(write['permanent'])
            # Each board's own command lines, to the last.
            self.assertEqual('\n'.join(step['command'] for step in board['steps']).count(f"sn={board['probe']}"), len(board['steps']))
        self.assertFalse((project / 'logs').exists())

    def test_count_and_boards(self):
        bench, probes = self.make_bench(3)
        project = self.make_project()
        answer = self.call_json('run', project, '--bench', f'simulated:{bench}', '--count', '2')
        self.assertEqual(len(answer['boards']), 2)
        for count in ('0', '-1'):
            self.assertIn('1 or more', self.call('run', project, '--bench', f'simulated:{bench}', '--count', count, status=2)[1])
        answer = self.call_json('run', project, '--bench', f'simulated:{bench}', '--boards', probes[2])
        self.assertEqual([board['probe'] for board in answer['boards']], [probes[2]])
        _, err = self.call('run', project, '--bench', f'simulated:{bench}', '--boards', 'ABC', status=1)
        self.assertIn('ABC', err)
        self.assertIn('Nothing was written', err)

    def test_every_platform(self):
        for platform in ('stm32wba6', 'stm32wb55', 'stm32u5'):
            with self.subTest(platform):
                bench, _ = self.make_bench(1, platform)
                project = self.folder / platform
                self.call('project', 'new', project, '--sample', '--platform', platform)
                answer = self.call_json('run', project, '--bench', f'simulated:{bench}')
                self.assertEqual([board['verdict'] for board in answer['boards']], ['pass'], answer)

    def test_old_tools(self):
        bench, _ = self.make_bench(1)
        project = self.make_project()
        for version in ('2.4', '2.7', '2.11', '2.17', '2.18', '2.20', '2.22', '2.23'):
            with self.subTest(version):
                self.call('bench', 'set', bench, '--tool-version', version)
                self.call('run', project, '--bench', f'simulated:{bench}')

    HAND = 'A hand is needed: Unplug the board, then plug it in again. It changes its protection only when it gets its power anew.'

    def run_with_a_hand(self, screen=None, terminal=subprocess.PIPE):
        """A board that each of its two scripts leaves without an answer, and one that is well; returns what was said, as each is given its hand."""
        bench, probes = self.make_bench(2)
        project = self.folder / 'project'
        self.call('project', 'new', project, '--sample=wba6-oemirot')
        self.call('bench', 'set', bench, probes[0], '--fault', 'script=needs-power')
        board = bench / 'boards' / probes[0] / 'board.json'
        board.write_text(json.dumps(json.loads(board.read_text()) | {'helpingHand': 0}))
        process = self.start('run', project, '--bench', f'simulated:{bench}', stderr=terminal)
        if screen:
            os.close(terminal)
        said = ''
        for line in self.lines_of(screen or process.stderr):
            said += line
            if self.HAND in line:
                self.call('bench', 'set', bench, probes[0], '--unplug')
                self.call('bench', 'set', bench, probes[0], '--plug')
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, out)
        self.assertIn('2 of 2 boards passed', out.decode())
        return probes, said

    def lines_of(self, stream):
        try:
            for line in stream:
                yield line.decode()
        except OSError:  # that is how a terminal ends
            pass

    def test_a_hand_is_needed(self):
        probes, said = self.run_with_a_hand()
        needed = f' 1  {probes[0]}  {self.HAND}'
        self.assertEqual([line for line in said.splitlines() if 'hand is needed' in line or 'goes on' in line],
                         [needed, f' 1  {probes[0]}  The board goes on: Erase and reopen board',
                          needed, f' 1  {probes[0]}  The board goes on: Install secure boot'], said)

    def test_a_hand_is_needed_on_a_terminal(self):
        terminal, inner = os.openpty()
        self.environment['TERM'] = 'xterm'
        with open(terminal, 'rb') as screen:
            probes, said = self.run_with_a_hand(screen, inner)
        self.assertEqual(said.count(self.HAND), 2, said)
        self.assertEqual(said.count('The board goes on'), 2, said)
        # In the table too, for as long as it waits.
        self.assertRegex(said, f'{probes[0]}  action  .*  Unplug the board, then plug it in again')

    def test_interrupted_in_a_write(self):
        self.check_interrupted_in_a_write(signal.SIGINT)

    def test_terminal_closed_in_a_write(self):
        self.check_interrupted_in_a_write(signal.SIGHUP)

    def check_interrupted_in_a_write(self, number):
        bench, _ = self.make_bench(1, speed=5)
        project = self.make_project()
        process = self.start('run', project, '--bench', f'simulated:{bench}', '--json')
        for line in process.stderr:
            if b'Write factory data' in line:
                process.send_signal(number)
                break
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        board = json.loads(out)['boards'][0]
        self.assertEqual((board['verdict'], board['board']), ('stop', 'written-not-verified'))
        self.assert_nothing_left()

    def test_killed_while_writing(self):
        bench, probes = self.make_bench(1, speed=1)
        project = self.make_project()
        server = self.start('bench', 'serve', bench)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.stderr.close)
        server.stdout.readline()
        self.call('bench', 'set', bench, probes[0], '--fault', 'write=slow-link')
        process = self.start('run', project, '--bench', f'simulated:{bench}')
        for line in process.stderr:
            if b'Write factory data' in line:
                break
        while not self.programmer_is_writing(process.pid):
            self.assertIsNone(process.poll(), 'it ended before its programmer wrote')
        process.kill()
        process.communicate(timeout=60)
        # The programmer goes on writing, and its board is in use until it has done.
        listed = self.call_json('boards', '--bench', f'simulated:{bench}')['boards'][0]
        self.assertEqual(listed['state'], 'block', listed)
        self.assertIn('use', listed['message'])
        _, err = self.call('run', project, '--bench', f'simulated:{bench}', '--boards', probes[0], status=1)
        # It ends by itself; then the board can be run, and what the killed program left is gone.
        self.wait_for_state(bench, 'ready')
        self.call('run', project, '--bench', f'simulated:{bench}')
        self.assert_nothing_left()

    def programmer_is_writing(self, parent):
        """Whether a programmer that this process (one of its threads) started has its image open or read."""
        children = [child for task in pathlib.Path(f'/proc/{parent}/task').iterdir() for child in (task / 'children').read_text().split()]
        return any(b'factory-data.bin' in pathlib.Path(f'/proc/{child}/cmdline').read_bytes() for child in children)

    def wait_for_state(self, bench, state):
        for _ in range(100):
            if self.call_json('boards', '--bench', f'simulated:{bench}')['boards'][0]['state'] == state:
                return
        self.fail(f'the board did not become {state}')

    def test_answer_that_cannot_be_written(self):
        with open('/dev/full', 'wb') as full:
            process = self.start('plan', self.make_project(), '--json', stdout=full)
            _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1)
        self.assertIn(b'could not be written', err)

    def test_no_programmer(self):
        _, err = self.call('boards', '--programmer', self.folder, status=3)
        self.assertIn(str(self.folder), err)

    def test_not_a_bench(self):
        self.assertIn('nowhere', self.call('boards', '--bench', 'nowhere', status=1)[1])
        self.call('boards', '--bench', 'simulated:nowhere', status=1)

    def test_per_unit_values_are_refused(self):
        project = self.make_project()
        file = project / 'project.json'
        contents = json.loads(file.read_text())
        contents['perUnit'] = {'SERIAL_NUMBER': {'pattern': 'MT-{000000}'}}
        file.write_text(json.dumps(contents))
        _, err = self.call('run', project, '--bench', 'simulated', status=1)
        self.assertIn('project-per-unit', err)
        self.assertIn('Nothing was written', err)

    def test_read_only_logs(self):
        if os.geteuid() == 0:
            (self.folder / 'project').mkdir()
        project = self.make_project()
        (project / 'logs').write_text('not a folder')
        _, err = self.call('run', project, '--bench', 'simulated', status=1)
        self.assertIn('Nothing was started', err)


if __name__ == '__main__':
    main()
