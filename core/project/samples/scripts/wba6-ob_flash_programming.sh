#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Stand-in for the ob_flash_programming.sh of ST's STM32WBA65 OEMiRoT: option bytes and images. Called by provisioning.sh.
source ../env.sh

connect="-c port=SWD mode=UR"
boot_address=0x0C000000
trusted_address=@TRUSTED@
primary_address=@PRIMARY@

run()
{
  local step=$1
  shift
  "$stm32programmercli" "$@" && return
  echo "Error while executing $step"
  exit 1
}

# shellcheck disable=SC2086 # several words
{
  run "option bytes" $connect -ob TZEN=1 SECWM1_PSTRT=0x0 SECWM1_PEND=0x7f
  run "boot programming" $connect -d Binary/boot.bin "$boot_address" -v
  [ -z "$trusted_address" ] || run "TF-M programming" $connect -d Binary/tfm.bin "$trusted_address" -v
  run "application programming" $connect -d Binary/provisioning_signed.bin "$primary_address" -v
  run "boot lock" $connect -ob BOOT_LOCK=1
}
echo "Programming success"
exit 0
