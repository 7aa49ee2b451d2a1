/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-block.h"
#include "np-error.h"

/* By NpBlock: which error it is, and one thing to do (NULL where the message already says it). */
static const struct
{
  NpError code;
  const char *advice;
} blocks[] = {
  [NP_BLOCK_NONE] = { NP_ERROR_BUSY, NULL },
  [NP_BLOCK_HELD] = { NP_ERROR_BUSY, N_("Close it or wait until it has ended.") },
  [NP_BLOCK_BUSY] = { NP_ERROR_BUSY, N_("Close the other program.") },
  [NP_BLOCK_SILENT] = { NP_ERROR_BUSY, N_("Close other programs that may use it, or unplug it and plug it in again.") },
  [NP_BLOCK_DUPLICATE] = { NP_ERROR_BOARD_GONE, N_("Unplug one of them.") },
  [NP_BLOCK_UNNAMED] = { NP_ERROR_BOARD_GONE, N_("Update the probe's firmware with ST's STLinkUpgrade, or use another probe.") },
  [NP_BLOCK_NO_TARGET] = { NP_ERROR_BOARD_GONE, N_("Check the board's power and its debug cable, then look again.") },
  [NP_BLOCK_UNKNOWN_TARGET] = { NP_ERROR_WRONG_BOARD, N_("Connect a board that Nameplate has a platform for.") },
  [NP_BLOCK_PROTECTED] = { NP_ERROR_PROTECTED, N_("Use another board, or take the protection away: that erases its flash.") },
  [NP_BLOCK_PERMISSION] = { NP_ERROR_PERMISSION, NULL },
  [NP_BLOCK_NO_TOOL] = { NP_ERROR_TOOL_MISSING, NULL }, /* the bench tells it */
  [NP_BLOCK_FAILED] = { NP_ERROR_TOOL_FAILED, N_("Unplug the board and plug it in again.") },
};

gboolean
np_block_may_pass (NpBlock self)
{
  return self == NP_BLOCK_BUSY || self == NP_BLOCK_SILENT || self == NP_BLOCK_NO_TOOL;
}

static NpBlock
judge_error (const NpTargetInfo *target, const GError *error)
{
  if (error->domain != NP_ERROR)
    return NP_BLOCK_FAILED;
  switch ((NpError) error->code)
    {
    case NP_ERROR_BUSY: return NP_BLOCK_BUSY;
    case NP_ERROR_PERMISSION: return NP_BLOCK_PERMISSION;
    case NP_ERROR_PROTECTED: return NP_BLOCK_PROTECTED;
    case NP_ERROR_BOARD_GONE:
      /* The probe has told its own name: it is what lies behind it that is missing. */
      return target->probe_serial != NULL ? NP_BLOCK_NO_TARGET : NP_BLOCK_FAILED;
    case NP_ERROR_TOOL_MISSING: return NP_BLOCK_NO_TOOL;
    case NP_ERROR_TOOL_FAILED:
    case NP_ERROR_PROTOCOL:
    case NP_ERROR_TIMED_OUT:
    case NP_ERROR_WRONG_BOARD:
    case NP_ERROR_INVALID_DATA:
    case NP_ERROR_VERIFY:
    case NP_ERROR_AUTHORITY:
    case NP_ERROR_LEDGER:
    case NP_ERROR_NO_REPLY:
    case NP_ERROR_REFUSED:
    case NP_ERROR_SCRIPT_FAILED:
    case NP_ERROR_PERMANENT:
    case NP_ERROR_DONE_ALREADY:
    case NP_ERROR_SCRIPT_MISSING:
    case NP_ERROR_SCRIPT_TIMED_OUT:
    case NP_ERROR_OPTION_BYTES:
    case NP_ERROR_FIRMWARE: break;
    }
  return NP_BLOCK_FAILED;
}

NpBlock
np_block_judge (NpProgrammerOutput *output, const GError *error, char **message)
{
  const NpTargetInfo *target = np_programmer_output_get_target (output);
  const char *protection = np_programmer_output_get_protection (output);
  const char *name = target->device_name != NULL ? target->device_name : _("The target");

  *message = NULL;
  if (protection != NULL && g_strcmp0 (protection, NP_PROTECTION_OPEN) != 0)
    {
      /* Translators: the chip's name, then "RDP 1" */
      *message = g_strdup_printf (_("%s is locked against reading (%s)."), name, protection);
      return NP_BLOCK_PROTECTED;
    }
  if (target->device_id != 0 && np_platform_find_for_device (target->device_id) == NULL)
    {
      *message = g_strdup_printf (_("%s (device 0x%03X) is not a chip that Nameplate knows."), name, target->device_id);
      return NP_BLOCK_UNKNOWN_TARGET;
    }
  if (error == NULL)
    return NP_BLOCK_NONE;
  *message = g_strdup (error->message);
  return judge_error (target, error);
}

void
np_block_apply (NpBlock self, NpBoard *board, const char *message)
{
  np_board_set_blocked (board, blocks[self].code, message, blocks[self].advice != NULL ? _(blocks[self].advice) : NULL);
}
