#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Where ST's tools are: the installation's own folder comes first in PATH. Sourced by the scripts beside it.
stm32programmercli_path="$HOME/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin"
PATH="$stm32programmercli_path:$PATH"
stm32programmercli="STM32_Programmer_CLI"
