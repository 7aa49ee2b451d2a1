# SPDX-License-Identifier: GPL-3.0-or-later

import json
import unittest

from support import DATA, Test, main

SALT = '5350414b453250204b65792053616c74'
SALT_BASE64 = 'U1BBS0UyUCBLZXkgU2FsdA=='
# The SDK's own, for passcode 20202021, this salt and 1000 iterations.
VERIFIER = ('b96170aae803346884724fe9a3b287c30330c2a660375d17bb205a8cf1aecb35'
            '0457f8ab79ee253ab6a8e46bb09e543ae422736de501e3db37d441fe344920d095'
            '48e4c18240630c4ff4913c53513839b7c07fcc0627a1b8573a149fcd1fa466cf')


class VerifierTest(Test):
    def verifier(self, *options, passcode=20202021, iterations=1000, salt=SALT, status=0):
        return self.call('verifier', '--passcode', '-', '--iterations', iterations, '--salt', salt, *options,
                         stdin=f'{passcode}\n'.encode(), status=status)

    def test_make(self):
        made = json.loads(self.verifier('--json')[0])
        self.assertEqual((made['verifier'].lower(), made['salt'].lower(), made['iterations']), (VERIFIER, SALT, 1000))
        self.assertIn(made['verifierBase64'], self.verifier(salt=SALT_BASE64)[0])
        self.assertEqual(self.verifier('--json')[0], self.call('verifier', '--passcode', 20202021, '--iterations', 1000, '--salt', SALT, '--json')[0])

    def test_check(self):
        self.assertIn('matches', self.verifier('--check', VERIFIER)[0])
        for options, name in (({'passcode': 20202022}, 'differs'), ({'iterations': 1001}, 'differs')):
            self.assertEqual(json.loads(self.verifier('--check', VERIFIER, '--json', status=1, **options)[0])['verdict'], name)
        for given, name in ((VERIFIER[2:], 'length'), ('ff' * 32 + VERIFIER[64:], 'w0'), (VERIFIER[:-1] + 'e', 'l')):
            self.assertEqual(json.loads(self.verifier('--check', given, '--json', status=1)[0])['verdict'], name)

    def test_refused(self):
        for options, words in (({'passcode': 33333333}, 'forbids'), ({'passcode': 'abc'}, 'not a number'), ({'iterations': 999}, '999'),
                               ({'salt': '00' * 15}, '15 bytes'), ({'salt': 'xyz'}, '--salt')):
            out, err = self.verifier(status=1, **options)
            self.assertEqual(out, '')
            self.assertIn(words, err)
            if 'passcode' in options:
                self.assertNotIn(str(options['passcode']), err)

    def test_no_passcode_on_standard_input(self):
        for stdin in (b'', b'1' * 5000):
            _, err = self.call('verifier', '--passcode', '-', '--iterations', 1000, '--salt', SALT, stdin=stdin, status=1)
            self.assertIn('standard input', err)

    def test_usage(self):
        self.call('verifier', '--iterations', 1000, '--salt', SALT, status=2)
        self.call('verifier', '--passcode', '1', '--iterations', 'many', '--salt', SALT, status=2)

    @unittest.skipUnless((DATA / 'matter/spake2p.json').exists(), 'the known answers are not beside the source tree')
    def test_answers(self):
        answers = json.loads((DATA / 'matter/spake2p.json').read_text())
        for case in answers['vectors']:
            for salt in case['salt_hex'], case['salt_base64']:
                out, _ = self.verifier('--json', passcode=case['passcode'], iterations=case['iterations'], salt=salt, status=0 if case['allowed'] else 1)
                if case['allowed']:
                    self.assertEqual(json.loads(out)['verifier'].lower(), case['verifier_hex'], case['id'])
        for case in answers['mismatches']:
            self.verifier('--check', case['verifier_hex'], passcode=case['passcode'], iterations=case['iterations'], salt=case['salt_hex'], status=1)
        for case in answers['invalid_parameters']:
            self.verifier(passcode=case['passcode'], iterations=case['iterations'], salt=case['salt_hex'], status=1)
        for name in 'vectors', 'mismatches', 'invalid_parameters':
            print(f'{name:20} {len(answers[name]):3} passed')


main()
