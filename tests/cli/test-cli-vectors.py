# SPDX-License-Identifier: GPL-3.0-or-later
"""The Matter SDK's vectors and ST's sample, where they stand beside the source tree: each device judged as its index says, by the program."""

import base64
import datetime
import json
import os
import pathlib
import shutil
import struct
import subprocess
import unittest

from support import DATA, SAMPLE, SOURCE, Test, main

ATTESTATION = DATA / 'matter/attestation'
DECLARATIONS = DATA / 'matter/cd'

# Passcode, salt, iterations and verifier of the SDK's samples, and what else a device needs.
FIELDS = {
    11: struct.pack('<H', 3840), 12: struct.pack('<I', 1000), 13: b'SPAKE2P Key Salt', 15: struct.pack('<I', 20202021),
    14: bytes.fromhex('b96170aae803346884724fe9a3b287c30330c2a660375d17bb205a8cf1aecb350457f8ab79ee253ab6a8e46bb09e543ae422736de501e3db37'
                      'd441fe344920d09548e4c18240630c4ff4913c53513839b7c07fcc0627a1b8573a149fcd1fa466cf'),
    21: b'Acme', 23: b'Lamp', 27: struct.pack('<H', 1),
}
CD, DAC, PAI, PRIVATE_KEY, PUBLIC_KEY, VENDOR_ID, PRODUCT_ID = 1, 3, 4, 5, 6, 22, 24

# Warnings of every device that has the fields above and test credentials
COMMON = ('cd-test-key', 'chain-test-paa', 'cd-not-looked-up', 'default-passcode', 'default-serial-number')

# What has no door in the program of its own, the parts of a code or a verifier: which test of core judges them.
IN_CORE = (
    ('base 38', 'setup-payload.json', 'base38', 'test-base38.c'),
    ('check digits', 'setup-payload.json', 'verhoeff', 'test-setup-payload-answers.c'),
    ('halves of hashed passcodes', 'spake2p.json', 'w0s_w1s', 'test-spake2p.c'),
)

# A declaration's rules that need a device to compare with
BINDING = ('cd-vendor-id', 'cd-product-id', 'cd-dac-vendor-id', 'cd-dac-product-id', 'cd-paa')


def load(path):
    return json.loads(path.read_text())


def is_valid_now(certificate):
    now = datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
    return certificate['notBefore'] < now < certificate['notAfter']


class VectorsTest(Test):
    counts = {}
    notes = []

    @classmethod
    def tearDownClass(cls):
        for name, (n_good, n_bad) in cls.counts.items():
            print(f'{name:32} {n_good:3} accepted  {n_bad:3} refused')
        for note in cls.notes:
            print(note)

    def count(self, name, accepted):
        good, bad = self.counts.get(name, (0, 0))
        self.counts[name] = (good + accepted, bad + (not accepted))

    def write_image(self, fields):
        values = {**FIELDS, **{tag: struct.pack('<H', value) if isinstance(value, int) else value for tag, value in fields.items()}}
        image = b''.join(struct.pack('<II', tag, len(value)) + value for tag, value in sorted(values.items()))
        path = self.folder / 'image.bin'
        path.write_bytes(image + bytes.fromhex('acacacac'))
        return path

    def judge(self, fields, *options):
        """The whole answer; the exit status, the list of problems and the verdict must agree."""
        path = self.write_image(fields)
        done = self.start('image', 'check', path, '--json', *options)
        out, err = done.communicate(timeout=60)
        self.assertEqual(err, b'')
        answer = json.loads(out)
        errors = [problem['code'] for problem in answer['problems'] if problem['severity'] == 'error']
        self.assertEqual((done.returncode == 0, answer['good'], answer['verdict']['conclusion'] not in ('refused', 'unfit')), (not errors,) * 3, errors)
        if answer['verdict']['code'] != 0:
            self.assertTrue(errors)
        return answer

    def make_declaration(self, vendor, product):
        path = self.folder / f'cd-{vendor}-{product}.der'
        if not path.exists():
            self.call('pki', 'cd', path, '--vid', vendor, '--pid', product)
        return path.read_bytes()

    def judge_chain(self, chain):
        """With a declaration for the ids that the DAC has, so that nothing but the chain can be at fault."""
        fields = {DAC: (ATTESTATION / chain['dac']).read_bytes(), PAI: (ATTESTATION / chain['pai']).read_bytes(), VENDOR_ID: 0xFFF1, PRODUCT_ID: 0x8000}
        if 'key' in chain and not chain['id'].startswith('own-'):
            key = (ATTESTATION / chain['key']).read_bytes()
            self.assertEqual(key[:7].hex(), '30770201010420')
            fields[PRIVATE_KEY], fields[PUBLIC_KEY] = key[7:39], key[-65:]
        paa = ATTESTATION / chain['paa']
        dac = self.judge(fields, '--paa', paa)['certificates'][0]
        fields[VENDOR_ID], fields[PRODUCT_ID] = int(dac.get('vendorId') or '0xFFF1', 16), int(dac.get('productId') or '0x8000', 16)
        fields[CD] = self.make_declaration(fields[VENDOR_ID], fields[PRODUCT_ID])
        return self.judge(fields, '--paa', paa)

    @unittest.skipUnless(ATTESTATION.exists(), 'the known answers are not beside the source tree')
    def test_chains(self):
        for chain in load(ATTESTATION / 'index.json')['chains']:
            with self.subTest(chain['id']):
                answer = self.judge_chain(chain)
                code = answer['verdict']['code']
                if (ATTESTATION / chain['dac']).stat().st_size >= 603:  # a good chain, but no factory data hold it
                    self.assertEqual(answer['verdict']['conclusion'], 'refused')
                    self.assertIn('image-record-length', [problem['code'] for problem in answer['problems']])
                    self.count('chains, DAC too long for ST', False)
                elif chain['verdict'] == 'accept' and not is_valid_now(answer['certificates'][0]):
                    self.assertEqual(code, 300)  # the index judges at the DAC's notBefore, a phone today as well
                    self.count('chains, not valid today', False)
                else:
                    self.assertEqual('accept' if code == 0 else 'reject', chain['verdict'], answer['verdict'])
                    self.count('chains', code == 0)

    @unittest.skipUnless(ATTESTATION.exists(), 'the known answers are not beside the source tree')
    def test_commissioner_cases(self):
        for case in load(ATTESTATION / 'index.json')['dut_cases']:
            with self.subTest(case['case']):
                vector = load(ATTESTATION / case['dir'] / 'test_case_vector.json')
                answer = self.judge({
                    DAC: bytes.fromhex(vector['dac_cert']), PAI: bytes.fromhex(vector['pai_cert']), CD: bytes.fromhex(vector['certification_declaration']),
                    PRIVATE_KEY: bytes.fromhex(vector['dac_private_key']), PUBLIC_KEY: bytes.fromhex(vector['dac_public_key']),
                    VENDOR_ID: case['basic_info_vid'], PRODUCT_ID: case['basic_info_pid'],
                }, '--paa', ATTESTATION / 'paa_trust_store')
                accepted = answer['verdict']['conclusion'] == 'commissioned-as-test'
                self.assertEqual('accept' if accepted else 'reject', case['sdk_commissioner_verdict'], answer['verdict'])
                self.count('commissioner cases', accepted)
                if accepted and not case['json_is_success_case']:  # the stricter of two verdicts is told as a warning at least
                    self.assertTrue([p for p in answer['problems'] if p['severity'] == 'warning' and p['code'] not in COMMON])
                    self.count('  of these, with a warning', True)

    @unittest.skipUnless(ATTESTATION.exists(), 'the known answers are not beside the source tree')
    def test_ids_in_certificates(self):
        for case in load(ATTESTATION / 'index.json')['vid_pid']:
            with self.subTest(case['file']):
                if not (ATTESTATION / case['file']).exists():
                    self.count('ids, certificate not there', False)
                    continue
                tag, place = (DAC, 0) if '-DAC-' in case['file'] else (PAI, 1)
                certificate = self.judge({tag: (ATTESTATION / case['file']).read_bytes()})['certificates'][place]
                self.assertEqual([certificate['vendorId'] and int(certificate['vendorId'], 16), certificate['productId'] and int(certificate['productId'], 16)],
                                 case['expect'])
                self.count('ids in certificates', True)

    def assert_fields(self, declaration, fields):
        names = {'formatVersion': 'format_version', 'vendorId': 'vendor_id', 'productIds': 'product_id_array', 'deviceTypeId': 'device_type_id',
                 'certificateId': 'certificate_id', 'securityLevel': 'security_level', 'securityInformation': 'security_information',
                 'versionNumber': 'version_number', 'certificationType': 'certification_type', 'dacOriginVendorId': 'dac_origin_vendor_id',
                 'dacOriginProductId': 'dac_origin_product_id'}
        self.assertEqual({name: declaration.get(name) for name in names}, {name: fields.get(other) for name, other in names.items()})
        self.assertEqual([key_id.lower() for key_id in declaration['authorizedPaas']], fields.get('authorized_paa_list', []))

    @unittest.skipUnless(DECLARATIONS.exists(), 'the known answers are not beside the source tree')
    def test_declarations(self):
        for case in load(DECLARATIONS / 'index.json')['cds']:
            with self.subTest(case['file']):
                signer = case.get('signer_cert') and DECLARATIONS / case['signer_cert']
                if signer and not signer.exists():
                    self.count('declarations, signer not there', False)
                    continue
                given = case['fields'] or {}
                answer = self.judge({CD: (DECLARATIONS / case['file']).read_bytes(), VENDOR_ID: given.get('vendor_id', 0xFFF1),
                                     PRODUCT_ID: (given.get('product_id_array') or [0x8000])[0]}, *(['--cd-signer', signer] if signer else []))
                errors = [problem for problem in answer['problems'] if problem['severity'] == 'error' and problem['code'] not in BINDING]
                self.assertEqual('invalid' if errors else 'valid', case['standalone_verdict'], errors)
                if not errors:
                    self.assertEqual((answer['verdict']['code'], answer['verdict']['conclusion']), (0, 'later'))
                if answer['certificationDeclaration']:
                    self.assert_fields(answer['certificationDeclaration'], case['fields'])
                self.count('declarations', not errors)

    @unittest.skipUnless(DECLARATIONS.exists(), 'the known answers are not beside the source tree')
    def test_signers(self):
        """Each certificate there is lets through what its key signed, where the program doesn't know that key and refuses it by itself."""
        index = load(DECLARATIONS / 'index.json')
        for case in index['signers'] + [{'file': cd['signer_cert'], 'skid': cd['signer_kid']} for cd in index['cds'] if cd.get('signer_cert')]:
            with self.subTest(case['file']):
                if not (DECLARATIONS / case['file']).exists():
                    self.notes.append(f'{case["file"]}: not there, so nothing is judged with it')
                    continue
                signed = [cd for cd in index['cds'] if cd['signer_kid'] == case['skid'] and cd['standalone_verdict'] == 'valid']
                if not signed:
                    self.notes.append(f'{case["file"]}: the answers hold no declaration by this key, so nothing is judged with it')
                for cd in signed:
                    self.judge_signer(cd, DECLARATIONS / case['file'])

    def judge_signer(self, cd, certificate):
        fields = {CD: (DECLARATIONS / cd['file']).read_bytes(), VENDOR_ID: cd['fields']['vendor_id'], PRODUCT_ID: cd['fields']['product_id_array'][0]}
        alone = self.judge(fields)
        known = not [p for p in alone['problems'] if p['code'] == 'cd-signer-unknown']
        if not known:
            self.assertEqual((alone['verdict']['code'], alone['certificationDeclaration']['signer']), (601, None))
        answer = self.judge(fields, '--cd-signer', certificate)
        self.assertEqual([p['code'] for p in answer['problems'] if p['code'] in ('cd-signer-unknown', 'cd-signature')], [])
        self.assertTrue(answer['certificationDeclaration']['signer'])
        self.count('declarations by keys known' if known else 'declarations by keys given', True)

    def sign(self, content):
        """A declaration by a key that nobody knows, and its certificate."""
        if not (self.folder / 'signer-cert.pem').exists():
            self.call('pki', 'paa', 'signer')
        (self.folder / 'content').write_bytes(content)
        subprocess.run(['openssl', 'cms', '-sign', '-in', 'content', '-binary', '-nodetach', '-noattr', '-nocerts', '-keyid', '-md', 'sha256',
                        '-signer', 'signer-cert.pem', '-inkey', 'signer-key.pem', '-outform', 'DER', '-out', 'cd.der'], cwd=self.folder, check=True)
        return (self.folder / 'cd.der').read_bytes(), self.folder / 'signer-cert.pem'

    @unittest.skipUnless(DECLARATIONS.exists(), 'the known answers are not beside the source tree')
    @unittest.skipUnless(shutil.which('openssl'), 'there is no openssl program')
    def test_contents(self):
        """Contents of declarations, signed by a key of one's own: 601 by itself; with the key's certificate what the index says of them."""
        for case in load(DECLARATIONS / 'index.json')['contents']:
            with self.subTest(case['id']):
                declaration, certificate = self.sign(bytes.fromhex(case['content_hex']))
                fields = {CD: declaration, VENDOR_ID: 0xFFF1, PRODUCT_ID: 0x8000}
                for options in (), ('--cd-signer', DECLARATIONS / 'signers/Chip-Test-CD-Cert.der'):  # another's certificate doesn't help
                    refused = self.judge(fields, *options)
                    self.assertEqual(refused['verdict']['code'], 601)
                    self.assertIn('cd-signer-unknown', [p['code'] for p in refused['problems']])
                answer = self.judge(fields, '--cd-signer', certificate)
                errors = [p['code'] for p in answer['problems'] if p['severity'] == 'error' and p['code'] not in BINDING]
                self.assertEqual('reject' if errors else 'ok', case['verdict'], errors)
                self.assertNotIn('cd-signer-unknown', errors)
                if case['verdict'] == 'ok':
                    self.assertIn('cd-signer-given', [p['code'] for p in answer['problems']])
                self.count('contents, by a key given', not errors)

    @unittest.skipUnless(DECLARATIONS.exists(), 'the known answers are not beside the source tree')
    def test_in_core(self):
        """Every list of answers is judged: by the program, or as the table says by a test of core, which must name it."""
        by_program = {'notes', 'chains', 'dut_cases', 'vid_pid', 'cds', 'signers', 'contents', 'valid', 'invalid_to_generate', 'parse_manual', 'parse_qr',
                      'valid_with_tlv', 'concatenated', 'vectors', 'mismatches', 'invalid_parameters'}
        in_core = set()
        for title, file, member, test in IN_CORE:
            self.assertIn(f'"{member}"', (SOURCE / 'tests/core' / test).read_text())
            self.notes.append(f'{title:32} {len(load(DATA / "matter" / file)[member]):3} judged in core, by {test}')
            in_core.add(member)
        for file in 'attestation/index.json', 'cd/index.json', 'setup-payload.json', 'spake2p.json':
            answers = {name for name, value in load(DATA / 'matter' / file).items() if isinstance(value, list) and value}
            self.assertEqual(answers - by_program - in_core, set(), file)

    @unittest.skipUnless((DATA / 'st/valid/st-full.json').exists(), 'the known answers are not beside the source tree')
    def test_st_sample(self):
        out, _ = self.call('image', 'check', DATA / 'st/valid/st-full.json', '--platform', 'stm32wba6')
        problems, certificates, verdict = out.split('\n\n')
        self.assertEqual([line.rsplit('[', 1)[1] for line in problems.splitlines()],
                         ['field-unreported]', 'chain-test-paa]', 'cd-not-looked-up]', 'default-passcode]', 'default-serial-number]', 'cd-type-test]', 'test-vendor]'])
        self.assertIn('warning: Passcode and discriminator are those of every sample of the Matter SDK and of ST. Everybody knows it: whoever is near '
                      'can take over the device.', problems)
        self.assertIn('warning: The chain ends at a public test authority of the Matter SDK (“CN=Matter Test PAA, VID=FFF1”).', problems)
        self.assertIn('note: The vendor id, 0xFFF1, is one of those for tests.', problems)
        self.assertIn('DAC “CN=Matter Dev DAC 0xFFF1/0x8004, VID=FFF1, PID=8004”: signed by “CN=Matter Dev PAI 0xFFF1 no PID, VID=FFF1”\n', certificates)
        self.assertIn('PAI certificate “CN=Matter Dev PAI 0xFFF1 no PID, VID=FFF1”: signed by “CN=Matter Test PAA, VID=FFF1”\n', certificates)
        self.assertIn('PAA certificate “CN=Matter Test PAA, VID=FFF1”: a public test authority\n', certificates)
        self.assertIn('  signed by              Certification Declaration Signing Key 001\n', certificates)
        self.assertIn('  product ids            0x8000 to 0x8063\n', certificates)
        self.assertEqual(verdict, 'A phone set up for development would commission this device; others refuse its test credentials.\n')

    @unittest.skipUnless((DATA / 'st/valid/st-full.json').exists(), 'the known answers are not beside the source tree')
    def test_st_sample_for_sale(self):
        out, _ = self.call('image', 'check', DATA / 'st/valid/st-full.json', '--production', status=1)
        self.assertEqual(out.splitlines()[-1],
                         'A phone would refuse this device with 101, PaaNotFound: no trusted PAA has signed the PAI certificate. '
                         'Use certificates from an authority that phones trust, and add its PAA certificate here.')
        for code in 'default-passcode', 'default-serial-number', 'cd-type-test', 'production-test-vendor', 'production-test-paa':
            self.assertRegex(out, rf'(?m)^error: .* \[{code}\]$')

    def test_own_sample(self):
        out, _ = self.call('image', 'check', SAMPLE)
        self.assertEqual(out.splitlines()[-1], 'A phone set up for development would commission this device; others refuse its test credentials.')

    def make_real(self):
        """DAC and PAI certificate of an authority that is no public one; returns the folder with its PAA certificate."""
        self.call('pki', 'paa', 'paa')
        self.call('pki', 'pai', 'pai', '--issuer', 'paa-cert.pem', '--issuer-key', 'paa-key.pem', '--vid', '0xFFF1')
        self.call('pki', 'dac', 'dac', '--issuer', 'pai-cert.pem', '--issuer-key', 'pai-key.pem', '--vid', '0xFFF1', '--pid', '0x8000', '--der')
        trusted = self.folder / 'trusted'
        trusted.mkdir()
        (self.folder / 'paa-cert.pem').rename(trusted / 'paa.pem')
        return trusted

    def test_signers_of_ones_own(self):
        """Of a folder what ends as a certificate's file does counts, and what is wrong with one is told once."""
        folder = self.folder / '.local/share/nameplate/cd-signers'
        folder.mkdir(parents=True)
        self.call('pki', 'paa', folder / 'signer')
        (folder / 'signer-key.pem').unlink()
        (folder / 'README').write_text('whose keys these are')
        (folder / 'broken.pem').write_text('no certificate')
        os.mkfifo(folder / 'fifo.der')
        (folder / 'zero.cer').symlink_to('/dev/zero')
        problems = self.call_json('image', 'check', SAMPLE)['problems']
        found = {pathlib.Path(problem['where']).name: problem['what'] for problem in problems if problem['code'] == 'cd-signer-file-unreadable'}
        self.assertEqual(sorted(found), ['broken.pem', 'fifo.der', 'zero.cer'])
        for name in 'fifo.der', 'zero.cer':
            self.assertIn('It is no regular file.', found[name])
        out, _ = self.call('image', 'check', SAMPLE)
        for name in found:
            self.assertEqual(out.count(str(folder / name)), 1)
        for option in '--paa', '--cd-signer':
            for path in folder / 'fifo.der', '/dev/zero':
                _, err = self.call('image', 'check', SAMPLE, option, path, status=1)
                self.assertIn(f'{path}: It is no regular file. Choose a certificate in DER or PEM.', err)

    def test_authorities_of_ones_own(self):
        trusted = self.make_real()
        pem = (self.folder / 'pai-cert.pem').read_text()
        pai = base64.b64decode(''.join(pem.splitlines()[1:-1]))
        fields = {DAC: (self.folder / 'dac-cert.der').read_bytes(), PAI: pai, CD: self.make_declaration('0xFFF1', '0x8000'), VENDOR_ID: 0xFFF1, PRODUCT_ID: 0x8000}
        verdict = self.judge(fields)['verdict']
        self.assertEqual((verdict['code'], verdict['name']), (101, 'PaaNotFound'))
        for given in trusted, trusted / 'paa.pem':
            self.assertEqual(self.judge(fields, '--paa', given)['verdict']['conclusion'], 'commissioned-as-test')
        # and without an option, from the folder of the user
        own = self.folder / '.local/share/nameplate/paa'
        own.parent.mkdir(parents=True)
        trusted.rename(own)
        self.assertEqual(self.judge(fields)['verdict']['conclusion'], 'commissioned-as-test')
        self.assertIn('no-such', self.call('image', 'check', SAMPLE, '--paa', 'no-such', status=1)[1])


if __name__ == '__main__':
    main()
