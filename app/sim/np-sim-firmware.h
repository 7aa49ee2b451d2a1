/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-sim-device.h"
#include "np-sim-provisioning.h"
#include "np-sim-uart.h"

G_BEGIN_DECLS

/**
 * np_sim_firmware_boot:
 * @device: the board, its board.json just read
 *
 * Starts whatever lies at the board's application address. Blank flash, and what isn't made for simulated boards, stays silent.
 *
 * Returns: (transfer full) (nullable): provisioning firmware that goes on running; anything else has said all it has to say
 */
NpSimProvisioning *np_sim_firmware_boot (NpSimDevice *device, NpSimUart *uart, double speed);

G_END_DECLS
