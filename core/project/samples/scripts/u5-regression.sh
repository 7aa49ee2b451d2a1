#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Stand-in for the regression.sh of ST's STM32U5 SBSFU: opens the board again and erases all of its flash.
cd -- "$(dirname -- "$0")" || exit 1
source ../env.sh
source ../simulated.sh

connect="-c port=SWD mode=UR"
connect_no_reset="-c port=SWD mode=HotPlug"

run()
{
  local step=$1
  shift
  if ! "$stm32programmercli" "$@"; then
    echo "regression script failed: $step"
    exit 1
  fi
  go_wrong
}

echo "regression script started"
# shellcheck disable=SC2086 # several words
{
  run "RDP level 0" $connect -ob RDP=0xAA TZEN=1
  run "boot lock off" "$connect_no_reset" -ob BOOT_LOCK=0
  run "hide protection off" "$connect_no_reset" -ob HDP1EN=0 HDP1_PEND=0
  run "write protection off" $connect -ob WRP1A_PSTRT=0x7f WRP1A_PEND=0x0 WRP2A_PSTRT=0x7f WRP2A_PEND=0x0
  run "erase" $connect -e all
  run "default option bytes" $connect -ob SECWM1_PSTRT=0x0 SECWM1_PEND=0x7f SECBOOTADD0=0x180000 nSWBOOT0=1 nBOOT0=1
}
echo "regression script Done, press a key"
[ "$1" = "AUTO" ] || read -r -n 1 -s
exit 0
