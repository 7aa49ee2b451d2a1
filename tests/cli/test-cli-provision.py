# SPDX-License-Identifier: GPL-3.0-or-later
"""ST's documented command lines for provisioning, with files made here; what they mean as a plan, and what is refused."""

import hashlib
import json
import shutil
import struct

from support import SAMPLE, Test, main

CHECK, REGRESSION, SECURE_BOOT = 'Check board', 'Erase and reopen board', 'Install secure boot'
FIRMWARE, DATA, HANDSHAKE, COMPARE = 'Write provisioning firmware', 'Write factory data', 'Store DAC key', 'Compare with plan'
APPLICATION, TRAILER, RESTART = 'Write application', 'Write magic trailer', 'Restart board'
COPROCESSOR = ['Start wireless stack', 'Update wireless firmware', 'Restore option bytes']

COMMON = '--provisioning 1 --json partial.json --flashAppFW {files}/application.bin'
TRAILER_FILE = '--flashMagicTrailer {files}/magic-trailer.bin --flashMagicTrailerAddr'
PROVISIONING = '--flashProvisioningFW {files}/provisioning.bin'
WB55 = (f'{COMMON} {PROVISIONING} --AppFwAddr 0x08000000 --flashAddr 0x901C0000 --externalLoader S25FL128S_STM32WB5MM-DK.stldr '
        '--flashCoFW {files}/wireless-stack.bin --CoFwAddr 0x08056000')

SECURE = [CHECK, REGRESSION, SECURE_BOOT, DATA, HANDSHAKE, COMPARE, APPLICATION, TRAILER, RESTART]
DUAL_CORE = [CHECK, *COPROCESSOR, FIRMWARE, DATA, HANDSHAKE, COMPARE, APPLICATION, RESTART]

# What ST's tool does, for a look beside our plan.
ST_SECURE = 'list boards; factory data; regression script; installing script; serial port; application; magic trailer'
ST_DUAL_CORE = ('list boards; start the stack; option bytes, upgrade service, stack; restore option bytes; provisioning firmware; '
                'factory data; serial port; application')

# As ST's text has them, the nine digits of 0x700060000 apart: platform, sample with such files, command line, our steps, ST's steps and
# the tags that the board adds to its factory data.
LINES = {
    'WBA6, security 0': (
        'stm32wba6', 'wba6', f'{COMMON} {PROVISIONING} --flashAddr 0x81EC000 --AppFwAddr 0x08000000 --security 0',
        [CHECK, FIRMWARE, DATA, HANDSHAKE, COMPARE, APPLICATION, RESTART],
        'list boards; provisioning firmware; factory data; serial port; application', {3, 4, 5, 6}),
    'WBA6, security 1': (
        'stm32wba6', 'wba6-oemirot', f'{COMMON} --flashAddr 0x81EC000 --security 1 --platform wba --AppFwAddr 0x70060000 {TRAILER_FILE} 0x701CBFF0',
        SECURE, ST_SECURE, {3, 4, 5, 6}),
    'WBA6, security 2': (
        'stm32wba6', 'wba6-oemirot-tfm', f'{COMMON} --flashAddr 0x81EC000 --security 2 --platform wba --AppFwAddr 0x70040000 {TRAILER_FILE} 0x701BFFF0',
        SECURE, ST_SECURE, {3, 4, 6}),
    'U5, security 1': (
        'stm32u5', 'u5-oemirot', f'{COMMON} --flashAddr 0x81EC000 --security 1 --platform u5 --AppFwAddr 0x08100000 {TRAILER_FILE} 0x081E5FF0',
        SECURE, ST_SECURE, {3, 4, 5, 6}),
    'WB55, test': ('stm32wb55', 'wb55-test', f'{WB55} --mode test', DUAL_CORE, ST_DUAL_CORE, {3, 4, 5, 6}),
    'WB55, production': ('stm32wb55', 'wb55-production', f'{WB55} --mode production', DUAL_CORE, ST_DUAL_CORE, {3, 4, 6}),
}
RECONFIGURE = f'--provisioning 0 --json {SAMPLE} --flashAddr 0x81EC000'
DATA_ADDRESS = {'stm32wba6': (0x08000000, 0x081EC000), 'stm32u5': (0x08000000, 0x081EC000), 'stm32wb55': (0x90000000, 0x901C0000)}


class ProvisionTest(Test):
    def setUp(self):
        super().setUp()
        template = json.loads(SAMPLE.read_text())
        for key in ('DEVICE_ATTESTATION_CERTIFICATE', 'PAI_CERTIFICATE', 'DEVICE_ATTESTATION_PRIV_KEY', 'DEVICE_ATTESTATION_PUB_KEY'):
            del template[key]
        template['SERIAL_NUMBER'] = 'LAMP-17'  # a sample's is refused in production
        (self.folder / 'partial.json').write_text(json.dumps(template))
        for name, size in (('provisioning.bin', 3000), ('application.bin', 5000), ('wireless-stack.bin', 7000), ('magic-trailer.bin', 16)):
            (self.folder / name).write_bytes(bytes(size))
        for script in ('regression', 'provisioning', 'SBSFU_UPDATE'):
            (self.folder / f'{script}.sh').write_text('exit 1\n')

    def gen(self, line, status=0, files='.'):
        return self.call('genfactorydata', *line.format(files=files).split(), status=status)

    def titles(self, plan):
        return [line.split('. ', 1)[1].removesuffix(' (permanent)') for line in plan.splitlines() if line[:1].isdigit() and '. ' in line[:4]]

    def test_plans_of_the_documented_lines(self):
        benches = {platform: self.make_bench(1, platform) for platform in ('stm32wba6', 'stm32u5', 'stm32wb55')}
        for name, (platform, _, line, titles, _, _) in LINES.items():
            with self.subTest(name):
                bench, probes = benches[platform]
                plan, _ = self.gen(f'{line} --dry-run --bench simulated:{bench}')
                self.assertEqual(self.titles(plan), titles)
                self.assertIn(f'sn={probes[0]}', plan)
                self.assertNotIn('{port}', plan)

    def make_files(self, sample):
        """Firmware and scripts that simulated boards can run, in one folder, as ST's tool wants them: it has no option for scripts."""
        project = self.folder / sample
        self.call('project', 'new', project, f'--sample={sample}')
        scripts = project / 'secure-boot/OEMiRoT'
        folder = scripts if scripts.exists() else project / 'firmware'
        if scripts.exists():
            for file in (project / 'firmware').iterdir():
                shutil.copy(file, scripts)
        return folder

    def read_tags(self, bench, probe, platform):
        """The records in a simulated board's flash, up to the terminator; what stands there by ST's format."""
        base, address = DATA_ADDRESS[platform]
        inverted = (bench / f'boards/{probe}/flash-{base:08X}.bin').read_bytes()[address - base:]
        flash = bytes(byte ^ 0xFF for byte in inverted)
        tags, position = [], 0
        while True:
            tag, = struct.unpack_from('<I', flash, position)
            if tag == 0xACACACAC:
                return tags
            length, = struct.unpack_from('<I', flash, position + 4)
            tags.append(tag)
            position += 8 + length

    def test_documented_lines_pass(self):
        for name, (platform, sample, line, titles, st_steps, added) in LINES.items():
            with self.subTest(name):
                bench, probes = self.make_bench(2, platform, name=sample)
                files = self.make_files(sample)
                out, err = self.gen(f'{line} --json-output --bench simulated:{bench}', files=files)
                boards = json.loads(out)['boards']
                self.assertEqual([(board['verdict'], board['board']) for board in boards], [('pass', 'written-and-verified')] * 2, err)
                self.assertEqual([step['title'] for step in boards[0]['steps']], titles)
                self.assertEqual(set(self.read_tags(bench, probes[1], platform)) & {3, 4, 5, 6}, added)
                print(f'\n{name}\n  ST:        {st_steps}\n  Nameplate: {"; ".join(titles).lower()}')

    def test_reconfigure_passes(self):
        bench, _ = self.make_bench(2)
        out, _ = self.gen(f'{RECONFIGURE} --bench simulated:{bench}')
        self.assertIn('2 of 2 boards passed', out)

    def test_nine_digits(self):
        line = LINES['WBA6, security 1'][2].replace('0x70060000', '0x700060000')
        _, err = self.gen(line, status=2)
        self.assertIn('--AppFwAddr: The address 0x700060000 has more than 32 bits', err)

    def test_defaults(self):
        """No --security is 0, and no --platform is the boards'."""
        bench, _ = self.make_bench(1, 'stm32u5')
        plan, _ = self.gen(f'{COMMON} --flashAddr 0x81EC000 --security 1 --dry-run --flashMagicTrailer magic-trailer.bin '
                           f'--flashMagicTrailerAddr 0x081E5FF0 --AppFwAddr 0x08100000 --bench simulated:{bench}')
        self.assertIn('SBSFU_UPDATE.sh AUTO', plan)
        _, err = self.gen(f'{COMMON} --flashAddr 0x81EC000 --AppFwAddr 0x08100000 --dry-run --bench simulated:{bench}', status=1)
        self.assertIn('recipe-security', err)

    def test_scripts_folder(self):
        bench, _ = self.make_bench(1)
        line = LINES['WBA6, security 1'][2]
        elsewhere = self.folder / 'elsewhere'
        elsewhere.mkdir()
        for script in ('regression.sh', 'provisioning.sh'):
            (self.folder / script).rename(elsewhere / script)
        _, err = self.gen(f'{line} --dry-run --bench simulated:{bench}', status=1)
        self.assertIn('recipe-scripts', err)
        plan, _ = self.gen(f'{line} --scriptsFolder elsewhere --dry-run --bench simulated:{bench}')
        self.assertIn(f'cd {elsewhere} && bash regression.sh AUTO', plan)
        self.assertIn(f'cd {elsewhere} && echo 0 | bash provisioning.sh AUTO', plan)

    def test_provisioning_script(self):
        bench, _ = self.make_bench(1)
        line = LINES['WBA6, security 0'][2]
        for script in ('STM32_provisioning.py', 'own.py'):
            (self.folder / script).write_text('')
        (self.folder / 'own.py').write_text('def Provisioning(mode, header, port):\n    return "done", 0\n')
        (self.folder / 'STM32_provisioning.py').write_text('pass\n')
        plan, _ = self.gen(f'{line} --provisioning_script STM32_provisioning.py --dry-run --bench simulated:{bench}')
        self.assertIn('Init → finish:000', plan)
        plan, _ = self.gen(f'{line} --provisioning_script own.py --dry-run --bench simulated:{bench}')
        self.assertIn(f'python3 {self.folder}/own.py: Provisioning(0', plan)

    def test_senseless_lines(self):
        bench, _ = self.make_bench(1)
        wba = LINES['WBA6, security 0'][2]
        for line, code in (
            (f'{wba} --mode test', 'recipe-mode'),
            (wba.replace('partial.json', str(SAMPLE)), 'recipe-attestation'),
            (wba.replace(PROVISIONING, ''), 'recipe-provisioning-firmware'),
            (wba.replace('0x08000000', '0x081EB000'), 'recipe-overlap'),
            (wba.replace('0x08000000', '0x06000000'), 'recipe-address-range'),
            (f'{wba} --flashCoFW wireless-stack.bin --CoFwAddr 0x08100000', 'recipe-coprocessor'),
            (wba.replace('--security 0', '--security 1'), 'recipe-trailer-missing'),
        ):
            with self.subTest(code):
                _, err = self.gen(f'{line} --dry-run --bench simulated:{bench}', status=0 if code == 'recipe-trailer-missing' else 1)
                self.assertIn(f'[{code}]', err)

    def test_permanent_needs_a_confirmation(self):
        """A simulated bench seen as if it were real: by its programmer alone."""
        bench, _ = self.make_bench(1, 'stm32wb55')
        server = self.start('bench', 'serve', bench)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.stderr.close)
        server.stdout.readline()
        production = f'{LINES["WB55, production"][2]} -pp {bench}/bin'
        for line, complaint in (
            (production, '--confirm partial'),
            (f'{production} --confirm lamp', 'the project\'s name is “partial”'),
            (f'{production.replace("production ", "test ")}', '--confirm partial'),
        ):
            _, err = self.gen(line, status=1)
            self.assertIn("This can't be undone on 1 board:\n7. Store DAC key: It uses up one slot", err)
            self.assertIn(complaint, err)
            self.assertIn('Nothing was written', err)

    def test_default_credentials(self):
        """A recipe's mode is enough: firmware for production gets no sample's credentials, for test they are worth a note."""
        bench, _ = self.make_bench(1, 'stm32wb55')
        template = json.loads((self.folder / 'partial.json').read_text())
        template.update(SERIAL_NUMBER='TEST_SN', TAG_ID_ENABLE_KEY='0123456789abcdef')
        (self.folder / 'partial.json').write_text(json.dumps(template))
        _, err = self.gen(f'{LINES["WB55, production"][2]} --bench simulated:{bench}', status=1)
        self.assertRegex(err, r'(?m)^error: .* \[default-serial-number\]$')
        self.assertRegex(err, r'(?m)^error: .* \[enable-key-production\]$')
        self.assertIn('Nothing was written', err)
        _, err = self.gen(f'{LINES["WB55, test"][2]} --dry-run --bench simulated:{bench}')
        self.assertNotIn('error:', err)
        self.assertNotRegex(err, r'(?m)^warning: .* \[default-serial-number\]$')

    def test_test_firmware_is_declared(self):
        bench, _ = self.make_bench(1, 'stm32wb55')
        line = LINES['WB55, test'][2]
        digest = hashlib.sha256((self.folder / 'provisioning.bin').read_bytes()).hexdigest()
        plan, err = self.gen(f'{line} --dry-run --bench simulated:{bench}')
        self.assertIn('Store DAC key (permanent)', plan)
        self.assertIn(digest, err)
        plan, err = self.gen(f'{line} --testFirmware {digest} --dry-run --bench simulated:{bench}')
        self.assertNotIn('(permanent)', plan)
        self.assertNotIn(digest, err)

    def test_project(self):
        """The same from a project's recipe, with files relative to it, wherever it is named from."""
        project = self.folder / 'project'
        self.call('project', 'new', project, '--from', 'partial.json', '--platform', 'stm32wba6')
        file = project / 'project.json'
        contents = json.loads(file.read_text())
        contents['recipe'].update(job='provision', provisioningFirmware='provisioning.bin', applicationFirmware='application.bin',
                                  applicationAddress='0x08000000', lock='rdp1', colour='red')
        file.write_text(json.dumps(contents))
        _, err = self.call('plan', project, status=1)
        self.assertIn(f'“{project}/provisioning.bin” can\'t be read', err)
        self.assertIn('[recipe-key-unknown]', err)
        for name in ('provisioning.bin', 'application.bin'):
            (self.folder / name).rename(project / name)
        plan, _ = self.call('plan', project.name)
        self.assertIn(f'-w {project}/provisioning.bin 0x08000000 -v', plan)
        steps = self.call_json('plan', project)['steps']
        self.assertEqual([step['title'] for step in steps], [CHECK, FIRMWARE, DATA, HANDSHAKE, COMPARE, APPLICATION, RESTART, 'Lock board'])
        self.assertEqual([step['permanent'] for step in steps], [False] * 7 + [True])
        self.assertIn('RDP 1', steps[-1]['lasting'])


if __name__ == '__main__':
    main()
