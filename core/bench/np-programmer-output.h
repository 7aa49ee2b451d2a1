/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-programmer-command.h"

G_BEGIN_DECLS

/* What STM32_Programmer_CLI says, understood. Fed with bytes in pieces of any size; knows the output of versions 2.3 to 2.23 on
 * Linux, macOS and Windows (facts: ANSI colours, CR, CP437 bars, "Error:" glued to a bar, no UTF-8 promised).
 *
 * property "progress" (double, 0–1): of the download or upload going on, from bars and percentages
 * signal "line" (const char *): one line of output, without colours and bars, valid UTF-8 */
#define NP_TYPE_PROGRAMMER_OUTPUT (np_programmer_output_get_type ())
G_DECLARE_FINAL_TYPE (NpProgrammerOutput, np_programmer_output, NP, PROGRAMMER_OUTPUT, GObject)

#define NP_PROTECTION_OPEN "RDP 0"
#define NP_PROTECTION_LOCKED "RDP 1" /* a regression opens it again */

/* Milestones seen in the output; more than one can be. */
typedef enum
{
  NP_MILESTONE_CONNECTED = 1 << 0,         /* target's header: a device id */
  NP_MILESTONE_ERASE_STARTED = 1 << 1,     /* from here on the board's memory may be changed */
  NP_MILESTONE_DOWNLOAD_STARTED = 1 << 2,
  NP_MILESTONE_DOWNLOADED = 1 << 3,        /* File download complete, and no error before it */
  NP_MILESTONE_VERIFIED = 1 << 4,          /* Download verified successfully */
  NP_MILESTONE_READ = 1 << 5,              /* Data read successfully */
  NP_MILESTONE_RESET = 1 << 6,             /* Software, hard reset is performed */
  NP_MILESTONE_OPTION_BYTES_SHOWN = 1 << 7,
  NP_MILESTONE_LISTED = 1 << 8,            /* the probes' list, or its "none" line */
  NP_MILESTONE_OPTION_BYTES_SET = 1 << 9,  /* programmed, or already as they were to be */
  NP_MILESTONE_STACK_STARTED = 1 << 10,    /* startwirelessStack command execution finished */
  NP_MILESTONE_STACK_UPGRADED = 1 << 11,   /* Firmware Upgrade Success */
  NP_MILESTONE_FUS_STARTED = 1 << 12,      /* startfus command execution finished */
} NpMilestone;

/* One ST-LINK of the list. Any text may be missing (NULL): older versions don't print it. */
typedef struct
{
  char *serial;
  char *firmware;
  char *board_name;
  gboolean usable; /* FALSE: busy or wedged, or its serial number is not one that can be given to sn= */
} NpProbeInfo;

/* The connected target, from the header that every connect prints. */
typedef struct
{
  char *probe_serial;
  char *probe_firmware;
  char *board_name;
  char *voltage;
  char *device_name;
  guint32 device_id;
  char *flash_size;
  char *cpu;
} NpTargetInfo;

NpProgrammerOutput *np_programmer_output_new (void);
void np_programmer_output_feed (NpProgrammerOutput *self, const guint8 *data, gsize length);
void np_programmer_output_feed_noise (NpProgrammerOutput *self, const guint8 *data, gsize length); /* of the error output */
void np_programmer_output_end (NpProgrammerOutput *self); /* no more comes: the last line without an end counts */

NpMilestone np_programmer_output_get_milestones (NpProgrammerOutput *self);
double np_programmer_output_get_progress (NpProgrammerOutput *self);
const char *np_programmer_output_get_error (NpProgrammerOutput *self);   /* (nullable): the first line that tells an error */
const char *np_programmer_output_get_version (NpProgrammerOutput *self); /* (nullable): "2.23.0" */
GPtrArray *np_programmer_output_get_probes (NpProgrammerOutput *self);   /* (transfer none) (element-type NpProbeInfo) */
const NpTargetInfo *np_programmer_output_get_target (NpProgrammerOutput *self); /* fields NULL or 0 until seen */
const char *np_programmer_output_get_option_byte (NpProgrammerOutput *self, const char *name); /* (nullable): "0xAA" for "RDP" */
GStrv np_programmer_output_dup_option_bytes (NpProgrammerOutput *self); /* (transfer full): the names of all that were shown, sorted */
/* Returns: (nullable): NP_PROTECTION_OPEN, "RDP 0.5", "RDP 1", "RDP 2" */
const char *np_programmer_output_get_protection (NpProgrammerOutput *self);
GArray *np_programmer_output_get_words (NpProgrammerOutput *self);       /* (transfer none) (element-type guint32): of -r32 */

/**
 * np_programmer_output_check:
 * @exit_status: the program's exit status
 * @error: TOOL_FAILED, or what the output tells more precisely: BOARD_GONE (no probe, no target, USB), BUSY (probe held by another
 *   program), PROTECTED (read-out protection), VERIFY (mismatch told by the tool), PERMISSION; with the tool's own line in it
 *
 * Whether the call did its job: exit status 0, and the operation's own line, and no error line (facts: the exit status alone lies).
 */
gboolean np_programmer_output_check (NpProgrammerOutput *self, NpOperation operation, int exit_status, GError **error);

G_END_DECLS
