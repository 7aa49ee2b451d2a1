/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-board.h"

G_BEGIN_DECLS

/**
 * NpSerialStatus:
 * @NP_SERIAL_STATUS_NO_PORT: the board has no serial port, or isn't there
 * @NP_SERIAL_STATUS_LISTENING: the port is open
 * @NP_SERIAL_STATUS_CLAIMED: a step of a run uses the port
 * @NP_SERIAL_STATUS_PROBLEM: the port can't be opened, or failed; it is tried again every second
 */
typedef enum
{
  NP_SERIAL_STATUS_NO_PORT,
  NP_SERIAL_STATUS_LISTENING,
  NP_SERIAL_STATUS_CLAIMED,
  NP_SERIAL_STATUS_PROBLEM,
} NpSerialStatus;

#define NP_TYPE_SERIAL_STATUS (np_serial_status_get_type ())
GType np_serial_status_get_type (void);

/* Listens to a board's serial port and puts the lines into the board's log, for as long as anybody holds a reference; it never sends
 * anything. It lets go of the port at once when a run claims it or another program has the board, and takes it again afterwards.
 *
 * properties (read-only): status (enum), problem (boxed GError, nullable): BUSY, PERMISSION, BOARD_GONE … */
#define NP_TYPE_SERIAL_MONITOR (np_serial_monitor_get_type ())
G_DECLARE_FINAL_TYPE (NpSerialMonitor, np_serial_monitor, NP, SERIAL_MONITOR, GObject)

/* Returns: (transfer full): the board's only monitor: every window that shows the board holds the same one */
NpSerialMonitor *np_serial_monitor_listen (NpBoard *board);

NpSerialStatus np_serial_monitor_get_status (NpSerialMonitor *self);
const GError *np_serial_monitor_get_problem (NpSerialMonitor *self);

G_END_DECLS
