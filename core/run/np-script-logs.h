/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-run-private.h"

G_BEGIN_DECLS

/* ST's scripts write what the tools say into files beside themselves, over and over. What one script wrote is what is there otherwise
 * than before it. */
typedef struct _NpScriptLogs NpScriptLogs;

/* Before the script: what is there already is another's. */
NpScriptLogs *np_script_logs_new (const char *folder);
void np_script_logs_free (NpScriptLogs *self);

/* After it: puts what it wrote into the run's log. */
void np_script_logs_collect (NpScriptLogs *self, NpRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpScriptLogs, np_script_logs_free)

G_END_DECLS
