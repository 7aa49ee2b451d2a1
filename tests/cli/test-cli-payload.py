# SPDX-License-Identifier: GPL-3.0-or-later

import json
import unittest

from support import DATA, Test, main


class PayloadTest(Test):
    def encode(self, vid, pid, discriminator, passcode, *options, status=0):
        return self.call('payload', 'encode', '--vid', vid, '--pid', pid, '--discriminator', discriminator, '--passcode', '-', *options,
                         stdin=f'{passcode}\n'.encode(), status=status)

    def decode(self, code, status=0):
        """Through standard input, as one does who doesn't want others to see the code."""
        return json.loads(self.call('payload', 'decode', '-', '--json', stdin=code.encode() + b'\n', status=status)[0])

    def test_encode(self):
        self.assertEqual(self.encode('0xFFF1', '0x8001', 3840, 20202021)[0],
                         'QR code         MT:-24J042C00KA0648G00\nManual code     3497-011-2332\n')
        codes = json.loads(self.encode('0xFFF1', '0x8001', 3840, 20202021, '--flow', 2, '--discovery', 4, '--json')[0])
        self.assertEqual((codes['qrCode'], codes['manualCode'], codes['problems']), ('MT:-24J029Q00KA0648G00', '749701123365521327694', []))

    def test_encode_refuses(self):
        out, err = self.encode('0xFFF5', '0x8001', 4096, 11111111, status=1)
        self.assertEqual(out, '')
        self.assertEqual([line.rsplit('[', 1)[1] for line in err.splitlines()], ['payload-vendor-id]', 'payload-discriminator]', 'payload-passcode]'])
        codes = json.loads(self.encode(0, 0, 1, 0, '--json', status=1)[0])
        self.assertEqual((codes['qrCode'], codes['manualCode'], [p['code'] for p in codes['problems']]), (None, None, ['payload-passcode']))

    def test_usage(self):
        self.call('payload', 'encode', '--vid', 1, '--pid', 1, '--discriminator', 1, status=2)
        self.call('payload', 'encode', '--vid', 1, '--passcode', 1, status=2)
        _, err = self.encode(1, 'one', 1, 1, status=2)
        self.assertIn('--pid', err)
        self.call('payload', 'decode', status=2)

    def test_decode(self):
        out, _ = self.call('payload', 'decode', 'MT:-24J042C00KA064IJ3P0IXZB0DK5N1K8SQ1RYCU1-A40')
        for text in '0xFFF1', '0x8001', 'standard', 'Bluetooth LE', '3840', '20202021', '152C000A3132333435363738393018':
            self.assertIn(text, out)
        out, _ = self.call('payload', 'decode', '3497-011-2332')
        self.assertIn('3840 to 4095', out)
        self.assertNotIn('Discovery', out)

    def test_decode_says_what_is_wrong(self):
        for code, name in (('34970112333', 'payload-check-digit'), ('3497011233', 'payload-length'), ('AT:M5L90MP500K64J00000', 'payload-prefix')):
            out, err = self.call('payload', 'decode', code, status=1)
            self.assertEqual(out, '')
            self.assertIn(f'[{name}]', err)
        # A forbidden passcode doesn't hide the rest.
        read = self.decode('34915200008', status=1)
        self.assertEqual((read['good'], read['payloads'][0]['shortDiscriminator'], read['problems'][0]['code']), (False, 15, 'payload-passcode'))

    @unittest.skipUnless((DATA / 'matter/setup-payload.json').exists(), 'the known answers are not beside the source tree')
    def test_answers(self):
        answers = json.loads((DATA / 'matter/setup-payload.json').read_text())
        for case in answers['valid'] + answers['invalid_to_generate']:
            valid = 'qr' in case
            # A number that isn't one of that kind at all is a wrong command line.
            status = 0 if valid else 2 if case['discriminator'] < 0 else 1
            out, _ = self.encode(case['vid'], case['pid'], case['discriminator'], case['passcode'], '--flow', case['flow'],
                                 '--discovery', case['discovery'], '--version', case['version'], '--json', status=status)
            if valid:
                codes = json.loads(out)
                self.assertEqual((codes['qrCode'], codes['manualCode']), (case['qr'], case['manual']), case['id'])
                read = self.decode(case['qr'])['payloads'][0]
                self.assertEqual([read[key] or 0 for key in ('version', 'vendorId', 'productId', 'flow', 'discovery', 'discriminator', 'passcode')],
                                 [case[key] for key in ('version', 'vid', 'pid', 'flow', 'discovery', 'discriminator', 'passcode')], case['id'])
                self.assertEqual(self.decode(case['manual'])['payloads'][0]['passcode'], case['passcode'], case['id'])
        for case in answers['parse_manual'] + answers['parse_qr']:
            # On the command line: from standard input the space at the end of one of them would be taken off.
            good = case['verdict'] == 'ok'
            read = self.call_json('payload', 'decode', case['code'], status=0 if good else 1)
            self.assertEqual(read['good'], good, case['id'])
            if good and 'passcode' in case:
                payload = read['payloads'][0]
                self.assertEqual([payload['passcode'], payload['vendorId'] or 0, payload['productId'] or 0],
                                 [case['passcode'], case['vid'], case['pid']], case['id'])
        for case in answers['valid_with_tlv']:
            self.assertEqual(self.decode(case['qr'])['payloads'][0]['tlv'].lower(), case['tlv_hex'], case['id'])
        for case in answers['concatenated']:
            self.assertEqual(len(self.decode(case['qr'])['payloads']), case['count'], case['id'])
        for name in 'valid', 'invalid_to_generate', 'parse_manual', 'parse_qr', 'valid_with_tlv', 'concatenated':
            print(f'{name:20} {len(answers[name]):3} passed')


main()
