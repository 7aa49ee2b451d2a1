#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Stand-in for the regression.sh of ST's STM32WBA65 OEMiRoT: opens the board again and erases all of its flash.
cd -- "$(dirname -- "$0")" || exit 1
source ../env.sh
source ../simulated.sh

script_mode=$1
connect="-c port=SWD mode=UR"
connect_no_reset="-c port=SWD mode=Hotplug"
oem2_key="0x11111111 0x22222222"

error()
{
  echo "====="
  echo "===== Error while executing $1."
  echo "====="
  [ "$script_mode" = "AUTO" ] || read -r -n 1 -s -p "Press any key to continue..."
  exit 1
}

run()
{
  local step=$1
  shift
  "$stm32programmercli" "$@" || error "$step"
  go_wrong
}

if [ "$script_mode" != "AUTO" ]; then
  read -r -p "OEM2 key (two words, empty for the example's): " answer
  oem2_key=${answer:-$oem2_key}
fi

echo "Opening the board..."
# shellcheck disable=SC2086 # several words
{
  run "unlock" $connect -hardRst -unlockRDP2 $oem2_key
  run "RDP regression" $connect -ob RDP=0xAA TZEN=1
  run "write protection off" $connect -ob WRP1A_PSTRT=0x7f WRP1A_PEND=0x0 WRP2A_PSTRT=0x7f WRP2A_PEND=0x0
  run "erase" $connect -e all
  run "hide protection off" "$connect_no_reset" -ob HDP1EN=0 HDP1_PEND=0 HDP2EN=0 HDP2_PEND=0
  run "boot lock off" "$connect_no_reset" -ob BOOT_LOCK=0
  run "secure watermarks" $connect -ob SECWM1_PSTRT=0x0 SECWM1_PEND=0x7f SECWM2_PSTRT=0x7f SECWM2_PEND=0x0
  run "default option bytes" $connect -ob SECBOOTADD0=0x180000 SRAM2_RST=1 nSWBOOT0=1 nBOOT0=1
}
echo "Unplug the USB cable of the board and plug it in again."
echo "regression script Done, press a key"
[ "$script_mode" = "AUTO" ] || read -r -n 1 -s
exit 0
