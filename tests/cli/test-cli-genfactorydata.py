# SPDX-License-Identifier: GPL-3.0-or-later

import json

from support import SAMPLE, Test, main


class GenFactoryDataTest(Test):
    def gen(self, line, status=0):
        return self.call('genfactorydata', *line.split(), status=status)

    def test_reconfigure(self):
        bench, _ = self.make_bench(2)
        out, _ = self.gen(f'--provisioning 0 --json {SAMPLE} --flashAddr 0x81EC000 --bench simulated:{bench}')
        self.assertIn('2 of 2 boards passed', out)

    def test_binary_short_names_and_equals(self):
        bench, _ = self.make_bench(1)
        self.call('image', 'build', SAMPLE, '-o', 'lamp.bin')
        out, _ = self.gen(f'--provisioning=0 --binary lamp.bin -fa 0x81EC000 -v --bench simulated:{bench}')
        self.assertIn('1 of 1 board passed', out)

    def test_platform_of_the_target(self):
        bench, _ = self.make_bench(1, 'stm32wb55')
        out, _ = self.gen(f'--provisioning 0 --json {SAMPLE} --flashAddr 0x901C0000 -el S25FL128S_STM32WB5MM-DK.stldr --bench simulated:{bench}')
        self.assertIn('1 of 1 board passed', out)

    def test_keep(self):
        bench, _ = self.make_bench(1)
        self.gen(f'--provisioning 0 --json {SAMPLE} --flashAddr 0x81EC000 -k --bench simulated:{bench}')
        self.call('image', 'build', SAMPLE, '-o', 'same.bin')
        self.assertEqual((self.folder / 'stm32wba6.bin').read_bytes(), (self.folder / 'same.bin').read_bytes())

    def test_what_st_refuses(self):
        for line, complaint in (
            ('', '--provisioning is needed'),
            (f'--json {SAMPLE} --flashAddr 0x81EC000', '--provisioning is needed'),
            (f'--provisioning 0 --json {SAMPLE}', '--flashAddr is needed'),
            ('--provisioning 0 --flashAddr 0x81EC000', 'One of --json and --binary'),
            (f'--provisioning 0 --json {SAMPLE} --binary {SAMPLE} --flashAddr 0x81EC000', 'One of --json and --binary'),
            (f'--provisioning 2 --json {SAMPLE} --flashAddr 0x81EC000', '0|1'),
            (f'--provisioning 1 --json {SAMPLE} --flashAddr 0x81EC000 --security 3', '0|1|2'),
            (f'--provisioning 1 --json {SAMPLE} --flashAddr 0x81EC000 --security 0 --mode demo', 'test|production'),
            (f'--provisioning 1 --json {SAMPLE} --flashAddr 0x81EC000 --security 1 --platform wba --AppFwAddr 0x700060000', 'more than 32 bits'),
            (f'--provisioning 1 --json {SAMPLE} --flashAddr 0x81EC000 --security 0 --flashMagicTrailer {SAMPLE} --flashMagicTrailerAddr 0x70', '--security 1 or 2'),
            (f'--provisioning 1 --json {SAMPLE} --flashAddr 0x81EC000 --security 0 --flashAppFW {SAMPLE}', '--AppFwAddr'),
            (f'--provisioning 0 --json no-such.json --flashAddr 0x81EC000', 'no-such.json'),
            (f'--provisioning 0 --json {SAMPLE} --flashAddr', 'needs a value'),
            (f'--provisioning 0 --json {SAMPLE} --flash 0x81EC000', 'could mean'),
            (f'--provisioning 0 --json {SAMPLE} --flashAddr 0x81EC000 --wings', '--wings'),
        ):
            with self.subTest(line):
                self.assertIn(complaint, self.gen(line, status=2)[1])

    def test_what_provisioning_asks_for_does_nothing_without_it(self):
        bench, _ = self.make_bench(1)
        _, err = self.gen(f'--provisioning 0 --json {SAMPLE} --flashAddr 0x81EC000 --mode test --flashAppFW {SAMPLE} --AppFwAddr 0x08000000 '
                          f'--bench simulated:{bench}')
        self.assertIn('--mode does nothing', err)
        self.assertIn('--flashAppFW does nothing', err)

    def test_outside_the_range(self):
        bench, _ = self.make_bench(1)
        _, err = self.gen(f'--provisioning 0 --json {SAMPLE} --flashAddr 0x08000000 --bench simulated:{bench}', status=1)
        self.assertIn('image-range', err)
        self.assertIn('Nothing was written', err)

    def test_json_output(self):
        bench, _ = self.make_bench(1)
        out, _ = self.gen(f'--provisioning 0 --json {SAMPLE} --flashAddr 0x81EC000 --json-output --bench simulated:{bench}')
        self.assertEqual([board['verdict'] for board in json.loads(out)['boards']], ['pass'])


if __name__ == '__main__':
    main()
