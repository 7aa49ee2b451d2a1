# SPDX-License-Identifier: GPL-3.0-or-later

import os
import shutil
import stat
import subprocess
import unittest

from support import Test, main


class PkiTest(Test):
    def setUp(self):
        super().setUp()
        self.call('pki', 'paa', 'paa', '--name', 'Our PAA')
        self.call('pki', 'pai', 'pai', '--issuer', 'paa-cert.pem', '--issuer-key', 'paa-key.pem', '--vid', '0xFFF1')

    def dac(self, *options, base='dac', pid='0x8004', status=0, stdin=b''):
        return self.call('pki', 'dac', base, '--issuer', 'pai-cert.pem', '--issuer-key', 'pai-key.pem', '--vid', '0xFFF1', '--pid', pid, *options,
                         status=status, stdin=stdin)

    def openssl(self, *arguments):
        return subprocess.run(['openssl', *arguments], cwd=self.folder, capture_output=True, check=True).stdout.decode()

    @unittest.skipUnless(shutil.which('openssl'), 'there is no openssl program')
    def test_chain(self):
        """OpenSSL's own program agrees with the chain and with the keys."""
        self.dac()
        self.assertIn('dac-cert.pem: OK', self.openssl('verify', '-x509_strict', '-CAfile', 'paa-cert.pem', '-untrusted', 'pai-cert.pem', 'dac-cert.pem'))
        subject = self.openssl('x509', '-in', 'dac-cert.pem', '-noout', '-subject', '-nameopt', 'RFC2253')
        self.assertIn('1.3.6.1.4.1.37244.2.1=#0C0446464631', subject)
        self.assertIn('1.3.6.1.4.1.37244.2.2=#0C0438303034', subject)
        for base in 'paa', 'pai', 'dac':
            self.assertEqual(self.openssl('x509', '-in', f'{base}-cert.pem', '-noout', '-pubkey'), self.openssl('pkey', '-in', f'{base}-key.pem', '-pubout'))

    def test_files(self):
        made = self.call_json('pki', 'paa', 'other', '--der')
        self.assertEqual(made, {'certificate': str(self.folder / 'other-cert.der'), 'key': str(self.folder / 'other-key.der')})
        for name in 'paa-key.pem', 'pai-key.pem', 'other-key.der':
            self.assertEqual(stat.S_IMODE((self.folder / name).stat().st_mode), 0o600)
        self.assertLessEqual((self.folder / 'other-cert.der').stat().st_size, 600)

    def test_no_overwriting(self):
        before = (self.folder / 'paa-key.pem').read_bytes(), (self.folder / 'paa-cert.pem').read_bytes()
        _, err = self.call('pki', 'paa', 'paa', status=1)
        self.assertIn('paa-key.pem', err)
        (self.folder / 'half-cert.pem').write_text('mine')
        self.call('pki', 'paa', 'half', status=1)
        self.assertEqual((self.folder / 'half-cert.pem').read_text(), 'mine')
        self.assertFalse((self.folder / 'half-key.pem').exists())
        self.assertEqual(((self.folder / 'paa-key.pem').read_bytes(), (self.folder / 'paa-cert.pem').read_bytes()), before)

    @unittest.skipUnless(shutil.which('openssl'), 'there is no openssl program')
    def test_public_key(self):
        self.openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'board.pem')
        self.openssl('pkey', '-in', 'board.pem', '-pubout', '-out', 'board-public.pem')
        self.dac('--public-key', 'board-public.pem')
        self.assertFalse((self.folder / 'dac-key.pem').exists())
        self.assertEqual(self.openssl('x509', '-in', 'dac-cert.pem', '-noout', '-pubkey'), (self.folder / 'board-public.pem').read_text())

    @unittest.skipUnless(shutil.which('openssl'), 'there is no openssl program')
    def test_encrypted_key(self):
        self.openssl('pkcs8', '-topk8', '-in', 'pai-key.pem', '-out', 'encrypted.pem', '-passout', 'pass:perfect')
        (self.folder / 'pai-key.pem').unlink()
        (self.folder / 'encrypted.pem').rename(self.folder / 'pai-key.pem')
        self.dac(stdin=b'perfect\n')
        _, err = self.dac(base='again', stdin=b'defect\n', status=1)
        self.assertIn('passphrase', err)
        self.assertNotIn('defect', err)

    def test_declaration(self):
        self.call('pki', 'cd', 'cd.der', '--vid', '0xFFF1', '--pid', '0x8004,0x8005', '--device-type', '0x0100', '--paa', 'paa-cert.pem')
        content = (self.folder / 'cd.der').read_bytes()
        self.assertIn(bytes.fromhex('360205048005058018'), content)  # product_id_array
        self.assertIn(b'CSA00000SWC00000-00', content)
        _, err = self.call('pki', 'cd', 'cd.der', '--vid', '0xFFF1', '--pid', '0x8004', status=1)
        self.assertIn('cd.der', err)
        _, err = self.call('pki', 'cd', 'real.der', '--vid', '0x1234', '--pid', '1', status=1)
        self.assertIn('0xFFF1 to 0xFFF4', err)
        self.assertFalse((self.folder / 'real.der').exists())

    def test_refused(self):
        for options, words in ((('--vid', '0xFFF2'), 'vendor id'), (('--issuer-key', 'paa-key.pem'), 'private key'), (('--name', 'x' * 65), '64'),
                               (('--issuer', 'nothing.pem'), 'nothing.pem'), (('--issuer', 'pai-key.pem'), 'certificate')):
            _, err = self.dac(*options, status=1)
            self.assertIn(words, err)
            self.assertFalse((self.folder / 'dac-cert.pem').exists())
            self.assertFalse((self.folder / 'dac-key.pem').exists())

    def test_declaration_arguments(self):
        """Each gets advice of its own, about the option and not about a declaration that somebody else made."""
        hundred = ','.join(str(number) for number in range(1, 101))
        for options, words in (
            (('--pid', '1', '--certificate-id', 'short'), '--certificate-id: “short” is no certificate ID. Give 19 letters, digits and dashes'),
            (('--pid', '1', '--certificate-id', 'CSA00000SWC00000-0ä'), '--certificate-id: “CSA00000SWC00000-0ä” is no certificate ID.'),
            (('--pid', ''), '--pid: There are 0 product IDs; a declaration is for 1 to 100 products.'),
            (('--pid', f'{hundred},101'), '--pid: There are 101 product IDs; a declaration is for 1 to 100 products.'),
            (('--pid', '1,0'), '--pid: 0 is no product ID. They are numbers from 1 to 65535.'),
            (('--pid', '1,'), '--pid: “” is not a number from 0 to 65535.'),
            (('--pid', '0x8004,1,32772'), '--pid: 0x8004 is given twice.'),
            (('--pid', '1', '--dac-vid', '0xFFF1', '--dac-pid', '0'), '--dac-pid: 0 is no product ID.'),
        ):
            with self.subTest(words):
                _, err = self.call('pki', 'cd', 'x.der', '--vid', '0xFFF1', *options, status=2)
                self.assertIn(words, err)
                self.assertFalse((self.folder / 'x.der').exists())
        self.call('pki', 'cd', 'x.der', '--vid', '0xFFF1', '--pid', hundred)

    def test_no_endless_files(self):
        """Nobody waits for a FIFO that has no writer, or for a device's last byte."""
        os.mkfifo(self.folder / 'fifo')
        for path in 'fifo', '/dev/zero':
            for option in '--issuer', '--issuer-key', '--public-key':
                with self.subTest((option, path)):
                    _, err = self.dac(option, path, status=1)
                    self.assertIn(f'{path}: It is no regular file. Give a certificate or a key in DER or PEM.', err)

    def test_usage(self):
        self.call('pki', 'dac', 'dac', '--vid', '0xFFF1', '--pid', '1', status=2)
        self.call('pki', 'paa', status=2)
        self.call('pki', 'paa', 'x', '--vid', 'many', status=2)
        self.call('pki', 'paa', 'x', '--issuer', 'paa-cert.pem', status=2)
        self.call('pki', 'cd', 'x', '--vid', '0xFFF1', status=2)
        self.call('pki', 'cd', 'x', '--vid', '0xFFF1', '--pid', '1', '--dac-vid', '0xFFF1', status=2)


main()
