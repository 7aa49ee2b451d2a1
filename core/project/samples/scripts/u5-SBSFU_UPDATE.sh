#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Stand-in for the SBSFU_UPDATE.sh of ST's STM32U5 SBSFU: installs the boot loader and the provisioning firmware. The addresses are
# filled in by the build.
cd -- "$(dirname -- "$0")" || exit 1
source ../env.sh
source ../simulated.sh

connect="-c port=SWD mode=UR"
boot=0x0C000000
slot0=@PRIMARY@

run()
{
  local step=$1
  shift
  if ! "$stm32programmercli" "$@"; then
    echo "SBSFU_UPDATE script failed: $step"
    exit 1
  fi
  go_wrong
}

echo "SBSFU_UPDATE started"
# shellcheck disable=SC2086 # several words
{
  run "boot" $connect -d Binary/boot.bin "$boot" -v
  echo "SBSFU_SBSFU_Boot Written"
  run "application" $connect -d Binary/provisioning_signed.bin "$slot0" -v
  echo "Application Written"
  run "option bytes" $connect -ob TZEN=1 BOOT_LOCK=1 SECWM1_PSTRT=0x0 SECWM1_PEND=0x7f
}
echo "SBSFU_UPDATE script Done, press a key"
[ "$1" = "AUTO" ] || read -r -n 1 -s
exit 0
