/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-sim-device.h"
#include "np-sim-uart.h"

G_BEGIN_DECLS

/**
 * np_sim_boot_loader_run:
 * @address: where the boot loader's image lies
 * @trusted: (out): whether it started TF-M
 *
 * As MCUboot, overwriting: takes over what lies in the slot for downloads when the magic trailer says so and its hash is right, and
 * boots what lies in the primary slot.
 *
 * Returns: where the code to be started lies, 0 when there is none
 */
guint32 np_sim_boot_loader_run (NpSimDevice *device, NpSimUart *uart, guint32 address, gboolean *trusted);

G_END_DECLS
