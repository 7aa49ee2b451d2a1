/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-folder.h"

G_BEGIN_DECLS

/* Lists the serial ports of ST-LINKs about once a second.
 *
 * signal "looked" (gboolean changed): after each look; @changed: a port has come or gone since the one before */
#define NP_TYPE_PORT_WATCH (np_port_watch_get_type ())
G_DECLARE_FINAL_TYPE (NpPortWatch, np_port_watch, NP, PORT_WATCH, GObject)

NpPortWatch *np_port_watch_new (NpBenchFolder *folder /* (nullable): NULL watches this computer's own ports */);
void np_port_watch_start (NpPortWatch *self); /* and looks at once */
void np_port_watch_stop (NpPortWatch *self);  /* no more signals */
void np_port_watch_look (NpPortWatch *self);  /* now; while it is started */

GPtrArray *np_port_watch_get_ports (NpPortWatch *self); /* (transfer none) (element-type NpSerialPortInfo): as of the last look */

G_END_DECLS
