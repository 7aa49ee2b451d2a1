# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a provisioning script in ST's contract, in a process of its own.

handshake-runner.py SCRIPT MODE HEADER PORT RESULT-FILE

The script is a Python module with Provisioning(mode, header, port), which returns a text and a number: common.RET_OK, or 0 where the script
has no module "common". The result goes into a file, so that nothing that is printed can be taken for it.
"""
import importlib.util
import json
import os
import sys


def load(path):
    folder, name = os.path.split(os.path.abspath(path))
    sys.path.insert(0, folder)  # for "import common"
    sys.argv[:] = [path]
    specification = importlib.util.spec_from_file_location(os.path.splitext(name)[0], path)
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


def main():
    script, mode, header, port, result_file = sys.argv[1:]
    module = load(script)
    text, status = module.Provisioning(int(mode), header, port)
    done = getattr(sys.modules.get("common"), "RET_OK", 0)
    with open(result_file, "w", encoding="utf-8") as file:
        json.dump({"text": str(text), "done": status == done}, file)


main()
