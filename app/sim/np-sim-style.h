/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What differs between the versions of STM32_Programmer_CLI, 2.4 to 2.23. */
typedef enum
{
  NP_SIM_STYLE_BOARD_LINE,      /* the header has the board's name, the revision */
  NP_SIM_STYLE_BOOTLOADER_LINE, /* the header ends with the boot loader's version */
  NP_SIM_STYLE_KILOBYTES,       /* sizes as "27.19 KB ", not "27842 Bytes" */
  NP_SIM_STYLE_NAMED_PORTS,     /* -l tells board names, and each port's probe */
  NP_SIM_STYLE_J_LINK,          /* -l has a section for them */
  NP_SIM_STYLE_OPENING_FIRST,   /* "Opening and parsing" before "Memory Programming" */
  NP_SIM_STYLE_VERIFY_TIME,     /* "Verifying..." and how long it took */
  NP_SIM_STYLE_NVM_SIZE,        /* "NVM size", not "Flash size" */
} NpSimStyle;

/* Returns: whether version 2.@minor has it */
gboolean np_sim_style_has (guint minor, NpSimStyle style);

/* Returns: (transfer full): a size as version 2.@minor prints it after "Size          : " */
char *np_sim_style_format_size (guint minor, guint64 size);

/* Returns: 23 for "2.23" */
guint np_sim_style_parse_version (const char *version);

G_END_DECLS
