#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Stand-in for the provisioning.sh of ST's STM32WBA65 OEMiRoT: installs the secure boot and the provisioning firmware. AUTO doesn't
# keep it from asking for the RDP level, and at the end of its input it asks for ever.
cd -- "$(dirname -- "$0")" || exit 1
source ../env.sh
source ../simulated.sh

script_mode=$1
connect="-c port=SWD mode=UR"
oem2_key="0x11111111 0x22222222"
provisioning_log=provisioning.log
ob_flash_log=ob_flash_programming.log
: >"$provisioning_log"
: >"$ob_flash_log"

say()
{
  echo "$@" | tee -a "$provisioning_log"
}

error()
{
  say "====="
  say "===== Error while executing $1."
  say "===== Look at $ob_flash_log"
  say "====="
  [ "$script_mode" = "AUTO" ] || read -r -n 1 -s -p "Press any key to continue..."
  exit 1
}

wait_for_key()
{
  [ "$script_mode" = "AUTO" ] || read -r -n 1 -s -p "Press any key to continue..."
}

say "====="
say "===== Provisioning of OEMiRoT boot path"
say "===== Application selected through env.sh"
say "====="
say "Step 1 : Configuration management"
sed -i 's/^#define OEMIROT_PROVISIONED .*/#define OEMIROT_PROVISIONED 1/' boot_headers.h >>"$provisioning_log" 2>&1 || error "boot headers"
say "   * Boot headers: OK"
wait_for_key
say "Step 2 : Images generation"
for image in @IMAGES@; do
  [ -s "Binary/$image" ] || error "Binary/$image: the image is missing"
done
say "   * Images: OK"
wait_for_key
say "Step 3 : Provisioning"
say "   * RDP level: the example's boot loader supports levels 0 to 2"
while true; do
  printf "   * Please enter the RDP level [ 0 | 1 | 2 ]: "
  read -r rdp_level
  case $rdp_level in
    0 | 1 | 2) break ;;
  esac
  echo "     Wrong RDP level selected"
done
say "   * RDP level $rdp_level selected"
bash ob_flash_programming.sh AUTO >>"$ob_flash_log" 2>&1 || error "ob_flash_programming.sh"
go_wrong
say "   * Programming of option bytes and images: OK"
# shellcheck disable=SC2086 # several words
"$stm32programmercli" $connect -lockRDP2 $oem2_key >>"$ob_flash_log" 2>&1 || error "OEM2 key provisioning"
say "   * OEM2 key: OK"
# Whether that worked isn't looked at, here as there.
# shellcheck disable=SC2086
case $rdp_level in
  1) "$stm32programmercli" $connect -ob RDP=0xDC >>"$ob_flash_log" 2>&1 ;;
  2) "$stm32programmercli" $connect -ob RDP=0xCC >>"$ob_flash_log" 2>&1 ;;
esac
say "====="
say "===== The board is correctly configured."
say "====="
wait_for_key
exit 0
