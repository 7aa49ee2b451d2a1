/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-error.h"
#include "np-programmer-output-private.h"

/* Whether a call of the programmer did its job, told from its output. */

#define MAX_QUOTED 160 /* characters of a tool's line in an error message */

/* What a tool's error line means. */
typedef struct
{
  const char *pattern;
  NpError code;
  const char *message;
} Cause;

static const Cause causes[] = {
  { "Serial number not found", NP_ERROR_BOARD_GONE, N_("The probe is no longer there.") },
  { "No debug probe detected", NP_ERROR_BOARD_GONE, N_("There is no probe.") },
  { "No ST-Link detected", NP_ERROR_BOARD_GONE, N_("There is no probe.") },
  { "DEV_NO_STLINK", NP_ERROR_BOARD_GONE, N_("There is no probe.") },
  { "DEV_USB_COMM_ERR", NP_ERROR_BOARD_GONE, N_("The probe was unplugged or doesn't answer.") },
  { "DEV_CONNECT_ERR", NP_ERROR_BUSY, N_("Another program uses the probe.") },
  { "DEV_TARGET_", NP_ERROR_BOARD_GONE, N_("The target doesn't answer the probe.") },
  { "Unable to get core ID", NP_ERROR_BOARD_GONE, N_("The probe finds no target.") },
  { "No STM32 target found", NP_ERROR_BOARD_GONE, N_("The probe finds no target.") },
  { "failed to erase memory", NP_ERROR_PROTECTED, N_("The flash can't be erased: it is read-out or write protected.") },
  { "Data mismatch found", NP_ERROR_VERIFY, N_("The flash doesn't hold what was written.") },
  { "Download verification failed", NP_ERROR_VERIFY, N_("The flash doesn't hold what was written.") },
  { "File does not exist", NP_ERROR_INVALID_DATA, N_("The file to write is not there.") },
  { "flash loader cannot be loaded", NP_ERROR_TOOL_FAILED, N_("The external loader can't be loaded.") },
};

/* What each operation must say to have worked, and how the tool words it. */
typedef struct
{
  NpMilestone milestones;
  const char *line;
} Proof;

static const Proof proofs[] = {
  [NP_OPERATION_VERSION] = { 0, "STM32CubeProgrammer version" },
  [NP_OPERATION_LIST] = { NP_MILESTONE_LISTED, "Connected ST-LINK Probes List" },
  [NP_OPERATION_IDENTIFY] = { NP_MILESTONE_CONNECTED | NP_MILESTONE_OPTION_BYTES_SHOWN, "OPTION BYTES BANK" },
  [NP_OPERATION_WRITE] = { NP_MILESTONE_DOWNLOADED | NP_MILESTONE_VERIFIED, "Download verified successfully" },
  [NP_OPERATION_READ] = { NP_MILESTONE_READ, "Data read successfully" },
  [NP_OPERATION_RESET] = { NP_MILESTONE_RESET, "Software reset is performed" },
  [NP_OPERATION_START_WIRELESS_STACK] = { NP_MILESTONE_STACK_STARTED, "startwirelessStack command execution finished" },
  [NP_OPERATION_UPGRADE_COPROCESSOR] = { NP_MILESTONE_STACK_UPGRADED, "Firmware Upgrade Success" },
  [NP_OPERATION_OPTION_BYTES] = { NP_MILESTONE_OPTION_BYTES_SET, "Option Bytes successfully programmed" },
};

static gboolean
has_usable_probe (NpProgrammerOutput *self)
{
  GPtrArray *probes = np_programmer_output_get_probes (self);

  for (guint i = 0; i < probes->len; i++)
    if (((NpProbeInfo *) g_ptr_array_index (probes, i))->usable)
      return TRUE;
  return FALSE;
}

/* Without permission the tool says only that there is no probe, or that it is busy. */
static gboolean
lacks_permission (NpProgrammerOutput *self, NpOperation operation, const Cause *cause)
{
  if (!np_programmer_output_is_permission_denied (self))
    return FALSE;
  if (operation == NP_OPERATION_LIST)
    return !has_usable_probe (self);
  return cause == NULL || cause->code == NP_ERROR_BOARD_GONE || cause->code == NP_ERROR_BUSY;
}

static gboolean
has_worked (NpProgrammerOutput *self, NpOperation operation, int exit_status)
{
  NpMilestone needed = proofs[operation].milestones;

  if (exit_status != 0 || (np_programmer_output_get_milestones (self) & needed) != needed)
    return FALSE;
  switch (operation)
    {
    case NP_OPERATION_VERSION: return np_programmer_output_get_version (self) != NULL;
    case NP_OPERATION_LIST: return !lacks_permission (self, operation, NULL); /* error lines tell of single probes */
    case NP_OPERATION_IDENTIFY:
    case NP_OPERATION_WRITE:
    case NP_OPERATION_READ:
    case NP_OPERATION_RESET:
    case NP_OPERATION_START_WIRELESS_STACK:
    case NP_OPERATION_UPGRADE_COPROCESSOR:
    case NP_OPERATION_OPTION_BYTES: break;
    }
  return np_programmer_output_get_error (self) == NULL;
}

/* The first error line of which the meaning is known. */
static const Cause *
find_cause (NpProgrammerOutput *self, const char **line)
{
  GPtrArray *errors = np_programmer_output_get_errors (self);

  for (guint i = 0; i < errors->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (causes); j++)
      if (strstr (g_ptr_array_index (errors, i), causes[j].pattern) != NULL)
        {
          *line = g_ptr_array_index (errors, i);
          return &causes[j];
        }
  return NULL;
}

/* The tool's own words, so that they can be searched for; it may say a lot. */
static char *
quote (const char *line)
{
  return g_utf8_strlen (line, -1) <= MAX_QUOTED ? g_strdup (line) : g_utf8_substring (line, 0, MAX_QUOTED);
}

gboolean
np_programmer_output_check (NpProgrammerOutput *self, NpOperation operation, int exit_status, GError **error)
{
  const char *protection = np_programmer_output_get_protection (self);
  const char *line = np_programmer_output_get_error (self);
  const Cause *cause = find_cause (self, &line);
  g_autofree char *quoted = line != NULL ? quote (line) : NULL;

  g_return_val_if_fail (operation < G_N_ELEMENTS (proofs), FALSE);

  if (has_worked (self, operation, exit_status))
    return TRUE;
  if (lacks_permission (self, operation, cause))
    g_set_error_literal (
        error, NP_ERROR, NP_ERROR_PERMISSION,
        _("This account may not open the ST-LINK. Install Nameplate's udev rules (60-nameplate-st-link.rules) or ST's "
           "(49-stlinkv2-1.rules, 49-stlinkv3.rules), then plug the probe in again."));
  else if (protection != NULL && strcmp (protection, NP_PROTECTION_OPEN) != 0)
    g_set_error (error, NP_ERROR, NP_ERROR_PROTECTED, _("The target is locked against reading (%s)."), protection);
  else if (cause != NULL)
    g_set_error (error, NP_ERROR, cause->code, _("%s CubeProgrammer says “%s”."), _ (cause->message), quoted);
  else if (quoted != NULL)
    g_set_error (error, NP_ERROR, NP_ERROR_TOOL_FAILED, _("CubeProgrammer failed: it says “%s”."), quoted);
  else if (exit_status != 0)
    g_set_error (error, NP_ERROR, NP_ERROR_TOOL_FAILED, _("CubeProgrammer failed with exit status %d and didn't say why."),
                 exit_status);
  else
    g_set_error (error, NP_ERROR, NP_ERROR_TOOL_FAILED, _("CubeProgrammer ended without saying “%s”, so it didn't do its job."),
                 proofs[operation].line);
  return FALSE;
}
