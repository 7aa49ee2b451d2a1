/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NpSimTool NpSimTool;
typedef struct _NpSimAction NpSimAction;

/* Returns: FALSE: the programmer ends here, with tool->status */
typedef gboolean (*NpSimActionFunc) (NpSimTool *tool, const NpSimAction *action);

/**
 * NpSimOption:
 * @names: without the dashes, separated by "|"; upper and lower case are the same
 * @run: (nullable): what it does, in its turn; %NULL for a setting that holds wherever it stands (@set)
 * @steps: which steps of a fault (NpBenchStep) it has
 */
typedef struct
{
  const char *names;
  guint arguments_min;
  guint arguments_max;
  NpSimActionFunc run;
  NpSimActionFunc set;
  guint steps;
} NpSimOption;

struct _NpSimAction
{
  const NpSimOption *option;
  GPtrArray *arguments; /* char * */
};

/**
 * np_sim_grammar_split:
 *
 * ST's tool takes several words in one argument: "--verbosity 1", "port=SWD sn=…". A file name with spaces stays whole: only what
 * begins with a dash, a bracket or a key is split.
 *
 * Returns: (transfer full): the words
 */
GPtrArray *np_sim_grammar_split (int argc, char **argv);

/**
 * np_sim_grammar_parse:
 * @words: as np_sim_grammar_split () returns them
 * @options: ends with one without names
 * @problem: (out): what is wrong, as the tool would say it
 *
 * Returns: (transfer full) (nullable): the actions in their order
 */
GPtrArray *np_sim_grammar_parse (GPtrArray *words, const NpSimOption *options, char **problem);

const char *np_sim_action_get (const NpSimAction *self, guint index); /* (nullable) */

/* The value of KEY=value among the arguments, whatever the key's case. (nullable) */
const char *np_sim_action_get_value (const NpSimAction *self, const char *key);

/* "0x08000000", "08000000" (hexadecimal either way) */
gboolean np_sim_parse_address (const char *text, guint32 *address);

/* "0x40", "64" */
gboolean np_sim_parse_number (const char *text, guint32 *number);

G_END_DECLS
