/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The command line of ST's genFactoryData.py. It is Python's argparse: -fa is one option and not -f -a, "--opt=value" works, and so does
 * any unambiguous beginning of a long name. */

typedef enum
{
  NP_ST_OPTION_PROVISIONING,
  NP_ST_OPTION_JSON,
  NP_ST_OPTION_BINARY,
  NP_ST_OPTION_PROVISIONING_SCRIPT,
  NP_ST_OPTION_FLASH_ADDRESS,
  NP_ST_OPTION_PROGRAMMER_PATH,
  NP_ST_OPTION_EXTERNAL_LOADER,
  NP_ST_OPTION_COPROCESSOR_FIRMWARE,
  NP_ST_OPTION_COPROCESSOR_ADDRESS,
  NP_ST_OPTION_PROVISIONING_FIRMWARE,
  NP_ST_OPTION_APPLICATION_FIRMWARE,
  NP_ST_OPTION_APPLICATION_ADDRESS,
  NP_ST_OPTION_MODE,
  NP_ST_OPTION_SECURITY,
  NP_ST_OPTION_PLATFORM,
  NP_ST_OPTION_MAGIC_TRAILER,
  NP_ST_OPTION_MAGIC_TRAILER_ADDRESS,
  NP_ST_OPTION_KEEP,
  NP_ST_OPTION_VERBOSE,
  NP_ST_OPTION_SCRIPTS_FOLDER, /* from here on Nameplate's own */
  NP_ST_OPTION_TEST_FIRMWARE,
  NP_ST_OPTION_CONFIRM,
  NP_ST_OPTION_BENCH,
  NP_ST_OPTION_MACHINE_READABLE,
  NP_ST_OPTION_AGAIN,
  NP_ST_OPTION_DRY_RUN,
  NP_ST_OPTION_HELP,
  NP_N_ST_OPTIONS
} NpStOption;

typedef struct
{
  char *values[NP_N_ST_OPTIONS]; /* NULL: not given; "" for a flag */
  guint32 addresses[NP_N_ST_OPTIONS];
} NpStOptions;

void np_st_options_clear (NpStOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpStOptions, np_st_options_clear)

/**
 * np_st_options_parse:
 * @words: (array zero-terminated=1): what follows the command's name
 * @error: %NP_ERROR_INVALID_DATA, naming the option
 */
gboolean np_st_options_parse (NpStOptions *self, char **words, GError **error);

/* Whether what ST's tool asks for was given: what is needed, what goes together, files that exist. */
gboolean np_st_options_check (const NpStOptions *self, GError **error);
gboolean np_st_options_provisions (const NpStOptions *self);
void np_st_options_warn (const NpStOptions *self); /* on standard error: what was given and does nothing */
void np_st_options_print_help (void);

G_END_DECLS
