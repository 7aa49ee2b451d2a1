# SPDX-License-Identifier: GPL-3.0-or-later

import json
import stat

from support import SAMPLE, Test, main


class ProjectTest(Test):
    def test_new(self):
        self.call('project', 'new', 'lamp', '--from', SAMPLE, '--name', 'Lamp', '--platform', 'stm32wb55')
        file = self.folder / 'lamp/project.json'
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        contents = json.loads(file.read_text())
        self.assertEqual((contents['format'], contents['version'], contents['name']), ('nameplate-project', 1, 'Lamp'))
        self.assertEqual(contents['recipe'], {'job': 'reconfigure', 'platform': 'stm32wb55', 'factoryDataAddress': '0x901C0000'})
        self.assertEqual(contents['factoryData']['SERIAL_NUMBER'], 'SAMPLE-0001')

    def test_from_image(self):
        self.call('image', 'build', SAMPLE, '-o', 'lamp.bin')
        self.call('project', 'new', 'lamp', '--from', 'lamp.bin')
        contents = json.loads((self.folder / 'lamp/project.json').read_text())
        self.assertEqual(contents['name'], 'lamp')
        self.assertEqual(contents['factoryData']['SERIAL_NUMBER'], 'SAMPLE-0001')

    def test_refused(self):
        self.make_project()
        before = (self.folder / 'project/project.json').read_bytes()
        _, err = self.call('project', 'new', 'project', '--sample', status=1)
        self.assertIn('another project', err)
        self.assertEqual((self.folder / 'project/project.json').read_bytes(), before)
        (self.folder / 'bad.json').write_text('{"VENDOR_ID": "70000"}')
        self.call('project', 'new', 'bad', '--from', 'bad.json', status=1)
        self.assertFalse((self.folder / 'bad').exists())
        self.assertIn('32 bits', self.call('project', 'new', 'bad', '--sample', '--address', '0x700060000', status=1)[1])
        self.call('project', 'new', 'bad', '--sample', '--platform', 'stm32h7', status=1)
        self.call('project', 'new', 'bad', status=2)


if __name__ == '__main__':
    main()
