/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "np-board-log.h"
#include "np-error.h"
#include "np-programmer-output.h"
#include "np-serial-port.h"
#include "recipe/np-platform.h"

G_BEGIN_DECLS

/**
 * NpBoardState:
 * @NP_BOARD_STATE_EMPTY: no probe on this port any more
 * @NP_BOARD_STATE_CHECK: being identified
 * @NP_BOARD_STATE_READY: can be written
 * @NP_BOARD_STATE_BLOCK: can't be written as it is: the message says why
 * @NP_BOARD_STATE_BUSY: a run is going on
 * @NP_BOARD_STATE_ACTION: a run waits for a hand
 * @NP_BOARD_STATE_PASS: the last run compared everything and it was right
 * @NP_BOARD_STATE_FAIL: the last run failed
 * @NP_BOARD_STATE_UNSURE: contact was lost in a permanent step
 * @NP_BOARD_STATE_STOP: the operator stopped the run
 *
 * PASS, FAIL, UNSURE and STOP stay until the board is removed or run again.
 */
typedef enum
{
  NP_BOARD_STATE_EMPTY,
  NP_BOARD_STATE_CHECK,
  NP_BOARD_STATE_READY,
  NP_BOARD_STATE_BLOCK,
  NP_BOARD_STATE_BUSY,
  NP_BOARD_STATE_ACTION,
  NP_BOARD_STATE_PASS,
  NP_BOARD_STATE_FAIL,
  NP_BOARD_STATE_UNSURE,
  NP_BOARD_STATE_STOP,
} NpBoardState;

#define NP_TYPE_BOARD_STATE (np_board_state_get_type ())
GType np_board_state_get_type (void);

/* An ST-LINK probe with its target and serial port. Changed only by its run and by the bench, on the main thread; every property
 * notifies only when it changes.
 *
 * properties (read-only for others): number (uint, 1…), name (of its place, or NULL), socket (USB, "1-1.3", or NULL), probe-serial, probe-firmware, board-name, target-name, target-id (uint),
 * unique-id (hex or NULL), protection ("RDP 0" or NULL), port-name, state, step (text), step-number, step-count (uint),
 * progress (double 0–1, of the whole run), message (one line), advice (one thing to do), port-claimed (boolean): a step of a run uses
 * the serial port; reading (boolean): its memory is being looked at */
#define NP_TYPE_BOARD (np_board_get_type ())
G_DECLARE_FINAL_TYPE (NpBoard, np_board, NP, BOARD, GObject)

NpBoard *np_board_new (const char *probe_serial, guint number);

guint np_board_get_number (NpBoard *self);
const char *np_board_get_name (NpBoard *self);   /* (nullable): what the user calls its place */
const char *np_board_get_socket (NpBoard *self); /* (nullable): the USB socket, also of an EMPTY one */
const char *np_board_get_probe_serial (NpBoard *self);
const char *np_board_get_probe_firmware (NpBoard *self);
const char *np_board_get_board_name (NpBoard *self);
const char *np_board_get_target_name (NpBoard *self);
guint32 np_board_get_target_id (NpBoard *self);
const NpPlatform *np_board_get_platform (NpBoard *self); /* (nullable): of the target */
const char *np_board_get_unique_id (NpBoard *self);
const char *np_board_get_protection (NpBoard *self);
const NpSerialPortInfo *np_board_get_port (NpBoard *self); /* (nullable) */
NpBoardState np_board_get_state (NpBoard *self);
NpError np_board_get_block_code (NpBoard *self); /* of a board that is BLOCK */
const char *np_board_get_step (NpBoard *self);
guint np_board_get_step_number (NpBoard *self);
guint np_board_get_step_count (NpBoard *self);
double np_board_get_progress (NpBoard *self);
const char *np_board_get_message (NpBoard *self);
const char *np_board_get_advice (NpBoard *self);
gboolean np_board_is_running (NpBoard *self); /* BUSY or ACTION */
NpBoardLog *np_board_get_log (NpBoard *self); /* (transfer none): all that it and the programs that work with it say */
gboolean np_board_is_port_claimed (NpBoard *self);
gboolean np_board_is_reading (NpBoard *self); /* its memory is being looked at, see np_board_read_async () */

/* For the bench */
void np_board_set_number (NpBoard *self, guint number);
void np_board_set_name (NpBoard *self, const char *name);
void np_board_set_socket (NpBoard *self, const char *socket);
void np_board_set_probe (NpBoard *self, const NpProbeInfo *probe, const NpSerialPortInfo *port);
void np_board_set_target (NpBoard *self, const NpTargetInfo *target, const char *unique_id, const char *protection);

/* For the bench and the run. @message and @advice may be NULL. */
void np_board_set_state (NpBoard *self, NpBoardState state, const char *message, const char *advice);
/* BLOCK, and which error (#NpError) starting it all the same would be */
void np_board_set_blocked (NpBoard *self, NpError code, const char *message, const char *advice);
void np_board_set_step (NpBoard *self, const char *title, guint number, guint count);
void np_board_set_progress (NpBoard *self, double progress); /* notifies at most 10 times a second, and always at 0 and 1 */

/* For a step that opens the serial port: TRUE before it does, FALSE when it has closed it. Whoever only listens (#NpSerialMonitor) has
 * closed the port when this returns. */
void np_board_set_port_claimed (NpBoard *self, gboolean claimed);

void np_board_set_reading (NpBoard *self, gboolean reading); /* for np_board_read_async () */

G_END_DECLS
