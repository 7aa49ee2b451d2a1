# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sample, from its name to boards that have passed: what a newcomer does."""

from support import Test, main

NAMES = ['reconfigure', 'wba6', 'wba6-oemirot', 'wba6-oemirot-tfm', 'u5-oemirot', 'wb55-test', 'wb55-production']


class SamplesTest(Test):
    def samples(self):
        return self.call_json('project', 'samples')['samples']

    def test_list(self):
        samples = self.samples()
        self.assertEqual([sample['name'] for sample in samples], NAMES)
        text, _ = self.call('project', 'samples')
        for sample in samples:
            self.assertRegex(text, rf'(?m)^  {sample["name"]} +{sample["platform"]} +{sample["description"][:20]}')
            self.assertIn(sample['name'], self.call('project', 'new', '--help')[0])

    def test_refusals(self):
        self.assertIn('no sample “lamp”', self.call('project', 'new', 'a', '--sample=lamp', status=1)[1])
        self.assertIn('--platform', self.call('project', 'new', 'a', '--sample=wba6', '--platform', 'stm32u5', status=1)[1])
        self.call('project', 'new', 'a', '--sample=wba6')
        self.assertIn("isn't empty", self.call('project', 'new', 'a', '--sample=u5-oemirot', status=1)[1])

    def test_production_board_is_left_alone(self):
        bench, _ = self.make_bench(1, 'stm32wb55')
        self.call('project', 'new', 'line', '--sample=wb55-production')
        found = []
        for options, status in (((), 0), ((), 1), (('--again',), 0)):
            board, = self.call_json('run', 'line', '--bench', f'simulated:{bench}', *options, status=status)['boards']
            found.append((board['verdict'], board['code'], board['board']))
        self.assertEqual(found, [('pass', None, 'written-and-verified'), ('fail', 'E-219', 'nothing-written'), ('pass', None, 'written-and-verified')])

    def test_every_sample_passes(self):
        self.environment['NAMEPLATE_SIM_SPEED'] = '50'
        for name in NAMES:
            with self.subTest(name):
                self.call('project', 'new', name, f'--sample={name}')
                boards = self.call_json('run', name, '--bench', 'simulated', '--count', '2')['boards']
                self.assertEqual([board['verdict'] for board in boards], ['pass', 'pass'])


if __name__ == '__main__':
    main()
