/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-sim-device.h"
#include "np-sim-uart.h"

G_BEGIN_DECLS

/* Provisioning firmware that runs on a board, from its boot until the board is reset or loses its power. */
typedef struct _NpSimProvisioning NpSimProvisioning;

/**
 * np_sim_provisioning_start:
 * @address: where its image lies
 * @trusted: whether TF-M was started before it
 * @speed: by how much faster than a real board it works
 *
 * Returns: (transfer full) (nullable): %NULL when the image is damaged: that stays silent
 */
NpSimProvisioning *np_sim_provisioning_start (NpSimDevice *device, NpSimUart *uart, guint32 address, gboolean trusted,
                                              double speed);

/* In the middle of whatever it is doing. */
void np_sim_provisioning_stop (NpSimProvisioning *self);

G_END_DECLS
