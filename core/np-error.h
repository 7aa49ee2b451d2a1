/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NpError:
 * @NP_ERROR_TOOL_MISSING: a program that the job needs isn't on this computer
 * @NP_ERROR_TOOL_FAILED: a program ran and didn't do its job
 * @NP_ERROR_PROTOCOL: an answer that the protocol doesn't allow
 * @NP_ERROR_TIMED_OUT: no answer within the time set for it
 * @NP_ERROR_BOARD_GONE: the probe, its target or its serial port is no longer there
 * @NP_ERROR_WRONG_BOARD: the target isn't the one that the recipe is for
 * @NP_ERROR_PROTECTED: the target's memory is locked (read-out protection)
 * @NP_ERROR_PERMISSION: this account may not open the probe or the port
 * @NP_ERROR_INVALID_DATA: the data given break a rule
 * @NP_ERROR_VERIFY: what was read back differs from what was written
 * @NP_ERROR_AUTHORITY: no certificate from the authority
 * @NP_ERROR_LEDGER: the record of units couldn't be read or written
 * @NP_ERROR_BUSY: another program uses the probe, port or folder
 * @NP_ERROR_NO_REPLY: nothing came from the provisioning firmware
 * @NP_ERROR_REFUSED: the provisioning firmware reports that it failed
 * @NP_ERROR_SCRIPT_FAILED: a script ran and didn't do its job
 * @NP_ERROR_PERMANENT: it may have been done already, and once is for ever
 * @NP_ERROR_DONE_ALREADY: the board was provisioned before; doing it again has to be wanted
 * @NP_ERROR_SCRIPT_MISSING: a script that the recipe names isn't there
 * @NP_ERROR_SCRIPT_TIMED_OUT: a script hadn't ended when its time was up
 * @NP_ERROR_OPTION_BYTES: the chip's option bytes aren't as they were to be set
 * @NP_ERROR_FIRMWARE: firmware that was read back differs from its file
 *
 * Error codes by what the operator can do about them. Cancelling is no error of
 * ours: it stays %G_IO_ERROR_CANCELLED.
 */
typedef enum
{
  NP_ERROR_TOOL_MISSING,
  NP_ERROR_TOOL_FAILED,
  NP_ERROR_PROTOCOL,
  NP_ERROR_TIMED_OUT,
  NP_ERROR_BOARD_GONE,
  NP_ERROR_WRONG_BOARD,
  NP_ERROR_PROTECTED,
  NP_ERROR_PERMISSION,
  NP_ERROR_INVALID_DATA,
  NP_ERROR_VERIFY,
  NP_ERROR_AUTHORITY,
  NP_ERROR_LEDGER,
  NP_ERROR_BUSY,
  NP_ERROR_NO_REPLY,
  NP_ERROR_REFUSED,
  NP_ERROR_SCRIPT_FAILED,
  NP_ERROR_PERMANENT,
  NP_ERROR_DONE_ALREADY,
  NP_ERROR_SCRIPT_MISSING,
  NP_ERROR_SCRIPT_TIMED_OUT,
  NP_ERROR_OPTION_BYTES,
  NP_ERROR_FIRMWARE,
} NpError;

#define NP_ERROR (np_error_quark ())
GQuark np_error_quark (void);

G_END_DECLS
