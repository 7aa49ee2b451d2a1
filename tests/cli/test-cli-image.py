# SPDX-License-Identifier: GPL-3.0-or-later

import json
import stat

from support import DATA, SAMPLE, Test, main

# What ST's genFactoryData.py writes for this JSON (facts: five plain fields).
JSON = '{"VENDOR_NAME": "Acme", "VENDOR_ID": "0xFFF1", "PRODUCT_ID": "0x8004", "SETUP_DISCRIMINATOR": "0xF00", "SPAKE2_SETUP_PASSCODE": "20202021"}'
IMAGE = bytes.fromhex('0b00000002000000000f' '0f0000000400000025423401' '150000000400000041636d65' '1600000002000000f1ff' '18000000020000000480' 'acacacac')


class ImageTest(Test):
    def write(self, name, contents):
        path = self.folder / name
        path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return path

    def test_build(self):
        source = self.write('five.json', JSON)
        self.call('image', 'build', source, '-o', 'five.bin')
        built = self.folder / 'five.bin'
        self.assertEqual(built.read_bytes().hex(), IMAGE.hex())
        self.assertEqual(stat.S_IMODE(built.stat().st_mode), 0o600)
        self.assertEqual(self.call('image', 'build', source, '-o', '-', text=False)[0], IMAGE)

    def test_build_into_what_is_no_plain_file(self):
        """A link, a pipe, a device is written to; it is never replaced by a file."""
        source = self.write('five.json', JSON)
        (self.folder / 'link').symlink_to('/dev/stdout')
        self.assertEqual(self.call('image', 'build', source, '-o', 'link', text=False)[0], IMAGE)
        (self.folder / 'full').symlink_to('/dev/full')
        self.assertIn('No space', self.call('image', 'build', source, '-o', 'full', status=1)[1])
        self.assertTrue((self.folder / 'link').is_symlink())

    def test_decode_is_the_inverse(self):
        self.call('image', 'build', SAMPLE, '-o', 'one.bin')
        self.call('image', 'decode', 'one.bin', '-o', 'two.json')
        self.call('image', 'build', 'two.json', '-o', 'two.bin')
        self.assertEqual((self.folder / 'one.bin').read_bytes(), (self.folder / 'two.bin').read_bytes())
        self.assertEqual(json.loads(self.call('image', 'decode', 'one.bin')[0])['SERIAL_NUMBER'], 'SAMPLE-0001')

    def test_decode_takes_flash_memory(self):
        image = self.write('flash.bin', IMAGE + b'\xff' * 100)
        self.assertEqual(json.loads(self.call('image', 'decode', image)[0])['VENDOR_NAME'], 'Acme')

    def test_records_show_no_values(self):
        out, _ = self.call('image', 'decode', self.write('five.bin', IMAGE), '--records')
        self.assertIn('SPAKE2_SETUP_PASSCODE', out)
        self.assertNotIn('20202021', out)

    def test_check(self):
        good = self.call_json('image', 'check', SAMPLE, '--platform', 'stm32wba6')
        self.assertEqual((good['good'], [p for p in good['problems'] if p['severity'] == 'error']), (True, []))
        bad = self.call_json('image', 'check', self.write('bad.json', JSON.replace('0xF00', '4096')), status=1)
        self.assertFalse(bad['good'])
        found = next(p for p in bad['problems'] if p['code'] == 'discriminator-range')
        self.assertEqual((found['field'], found['severity']), ('SETUP_DISCRIMINATOR', 'error'))
        self.assertIn('line 1, column', found['where'])

    def test_places(self):
        """A field has its title in what is said of it; its key is named as the place, where no other is known."""
        _, err = self.call('image', 'build', self.write('bad.json', JSON.replace('0xF00', '4096')), '-o', 'x.bin', status=1)
        self.assertRegex(err, r'(?m)^error: line 1, column \d+: Discriminator is 4096; it must be from 0 to 4095\.[^(]* \[discriminator-range\]$')
        out, _ = self.call('image', 'check', self.write('less.json', JSON.replace('VENDOR_NAME', 'VENDOR_NICKNAME')), status=1)
        self.assertRegex(out, r'(?m)^error: Vendor name is missing\. .* \(VENDOR_NAME\) \[field-missing\]$')

    def test_without_algorithms(self):
        """An OpenSSL that was set up without them can't compare passcode and verifier; that isn't passed over."""
        settings = self.write('openssl.cnf', 'openssl_conf = all\n[all]\nproviders = providers\n[providers]\nbase = base\n[base]\nactivate = 1\n')
        self.environment['OPENSSL_CONF'] = str(settings)
        checked = self.call_json('image', 'check', SAMPLE, status=1)
        found = next(p for p in checked['problems'] if p['code'] == 'verifier-uncheckable')
        self.assertEqual((found['severity'], found['field']), ('error', 'SPAKE2_VERIFIER'))

    def test_unknown_key_is_reported(self):
        _, err = self.call('image', 'build', self.write('extra.json', JSON[:-1] + ', "MY_KEY": "1"}'), '-o', 'extra.bin')
        self.assertIn('MY_KEY', err)
        self.assertEqual((self.folder / 'extra.bin').read_bytes(), IMAGE)

    def test_refusal_leaves_what_was_there(self):
        there = self.write('there.bin', b'precious')
        self.call('image', 'build', self.write('bad.json', '{'), '-o', there, status=1)
        self.assertEqual(there.read_bytes(), b'precious')

    def test_secrets_are_not_told(self):
        _, err = self.call('image', 'build', self.write('bad.json', JSON.replace('20202021', '33333333')), '-o', 'x.bin', status=1)
        self.assertIn('passcode-forbidden', err)
        self.assertNotIn('33333333', err)

    def test_usage(self):
        self.assertIn('-o', self.call('image', 'build', SAMPLE, status=2)[1])
        self.call('image', 'build', status=2)
        self.call('image', 'fold', status=2)
        self.assertIn('no-such-file', self.call('image', 'check', 'no-such-file', status=1)[1])

    def test_known_answers(self):
        if not DATA.is_dir():
            self.skipTest('no known answers beside the source tree')
        index = json.loads((DATA / 'st/index.json').read_text())
        for name in index['valid']:
            with self.subTest(name):
                wanted = (DATA / f'st/valid/{name}.bin').read_bytes()
                self.call('image', 'build', DATA / f'st/valid/{name}.json', '-o', 'x.bin')
                self.assertEqual((self.folder / 'x.bin').read_bytes(), wanted)
                self.call('image', 'decode', 'x.bin', '-o', 'x.json')
                self.call('image', 'build', 'x.json', '-o', 'y.bin')
                self.assertEqual((self.folder / 'y.bin').read_bytes(), wanted)
        for name in index['invalid']:
            with self.subTest(name):
                _, err = self.call('image', 'build', DATA / f'st/invalid/{name}.json', '-o', 'z.bin', status=1)
                self.assertIn('error: ', err)
                self.assertFalse((self.folder / 'z.bin').exists())


if __name__ == '__main__':
    main()
