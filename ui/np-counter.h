/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A figure to be read from across the room, over what it counts.
 *
 * properties: value (string), caption (string) */
#define NP_TYPE_COUNTER (np_counter_get_type ())
G_DECLARE_FINAL_TYPE (NpCounter, np_counter, NP, COUNTER, AdwBin)

G_END_DECLS
