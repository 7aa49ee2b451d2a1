/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include "run/np-run-private.h"

/* Restart board: so that its firmware starts with the new data. */

static gboolean
restart_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  return np_run_call_programmer_finish (run, result, error);
}

const NpStepImplementation np_step_restart = { np_run_call_programmer_async, restart_finish };
