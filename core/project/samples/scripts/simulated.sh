#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What makes these scripts stand-ins for ST's: the simulated board that they work on can have them go wrong. The simulated
# programmer leaves word of it in the file that NAMEPLATE_SIM_SCRIPT names (docs/simulated-bench.md, Faults).
export NAMEPLATE_SIM_SCRIPT=$PWD/.simulated-fault
rm -f "$NAMEPLATE_SIM_SCRIPT" # of a script that was killed
trap 'rm -f "$NAMEPLATE_SIM_SCRIPT"' EXIT

go_wrong()
{
  local answer=
  [ -s "$NAMEPLATE_SIM_SCRIPT" ] || return 0
  case $(cat "$NAMEPLATE_SIM_SCRIPT") in
    asks)
      until [ "$answer" = "yes" ]; do
        echo "The example's keys have expired. Go on anyway (yes/no)?"
        read -r answer || sleep 0.2
      done
      : >"$NAMEPLATE_SIM_SCRIPT" ;;
    endless)
      while true; do
        echo "Waiting for the board..."
        sleep 0.2
      done ;;
    no-closing-line) exit 0 ;;
  esac
}
