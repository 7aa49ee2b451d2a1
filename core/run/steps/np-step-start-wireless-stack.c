/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include "run/np-run-private.h"

/* Start wireless stack: the one that is on the coprocessor, so that the upgrade service can be asked for. Changes nothing in flash. */

static gboolean
start_stack_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  return np_run_call_programmer_finish (run, result, error);
}

const NpStepImplementation np_step_start_wireless_stack = { np_run_call_programmer_async, start_stack_finish, NULL };
