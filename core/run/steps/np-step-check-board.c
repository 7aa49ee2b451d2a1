/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "run/np-run-private.h"

/* Check board: the target that answers is the recipe's, its memory is open (or will be opened by the regression that comes next), and the
 * image lies inside the range for factory data. Where a key is to be stored for ever, the board must not hold one. Nothing on the board changes. */

static gboolean
will_be_reopened (NpRun *run, const char *protection)
{
  return g_strcmp0 (protection, NP_PROTECTION_LOCKED) == 0 && np_recipe_reopens_boards (np_plan_get_recipe (np_run_get_plan (run)));
}

/* A locked board may not let its chip's id be read: the tool fails, though the target and its option bytes are known. */
static gboolean
board_is_right (NpRun *run, GAsyncResult *result, GError **error)
{
  g_autoptr(GError) failure = NULL;
  gboolean answered = np_run_call_programmer_finish (run, result, &failure);
  const char *protection = np_programmer_output_get_protection (np_run_get_output (run));

  if ((answered || g_error_matches (failure, NP_ERROR, NP_ERROR_PROTECTED)) && will_be_reopened (run, protection))
    {
      np_run_log (run, "The board is locked: the regression erases it and opens it");
      return np_run_target_is_right (run, error);
    }
  if (answered && (protection == NULL || strcmp (protection, NP_PROTECTION_OPEN) == 0))
    return TRUE;
  if (answered)
    g_set_error (error, NP_ERROR, NP_ERROR_PROTECTED, _("The target is locked against reading (%s)."), protection);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
image_fits (NpPlan *plan, GError **error)
{
  const NpRecipe *recipe = np_plan_get_recipe (plan);
  const NpMemoryRange *range = np_platform_get_factory_data_range (recipe->platform);
  gsize size = g_bytes_get_size (np_image_get_bytes (np_plan_get_image (plan)));

  if (np_memory_range_contains (range, recipe->factory_data_address, size))
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%" G_GSIZE_FORMAT " bytes at 0x%08X leave the range for factory data, 0x%08X to 0x%08X"), size,
               recipe->factory_data_address, range->start, range->end);
  return FALSE;
}

/* What production firmware leaves: DAC, PAI and public key among the factory data, and the private key in the key store. */
static gboolean
holds_production_identity (GBytes *bytes)
{
  static const NpTag added[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PUB_KEY };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpImage) image = np_image_decode (bytes, problems, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    if (image == NULL || !np_factory_data_has (np_image_get_data (image), added[i]))
      return FALSE;
  return !np_factory_data_has (np_image_get_data (image), NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
}

static gboolean
is_new (NpRun *run, GError **error)
{
  g_autofree char *contents = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize length;

  if (!g_file_get_contents (np_run_get_readback_path (run), &contents, &length, error))
    return FALSE;
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  if (!holds_production_identity (bytes))
    return TRUE;
  g_set_error_literal (error, NP_ERROR, NP_ERROR_DONE_ALREADY,
                       _("The board holds a DAC, and its key is in its key store: it was provisioned for production before. Another run would use up another slot."));
  return FALSE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  GError *error = NULL;

  if (np_run_call_programmer_finish (run, result, &error) && is_new (run, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  const NpPlanStep *step = g_task_get_task_data (task);
  GError *error = NULL;

  if (!board_is_right (run, result, &error) || !image_fits (np_run_get_plan (run), &error))
    g_task_return_error (task, error);
  else if (step->look == NULL || np_run_stores_anyway (run))
    g_task_return_boolean (task, TRUE);
  else
    np_run_call_command_async (run, step->look, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
}

static void
check_board_start (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (run, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, (gpointer) step, NULL);
  np_run_call_programmer_async (run, step, cancellable, identified_cb, task);
}

static gboolean
check_board_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const NpStepImplementation np_step_check_board = { check_board_start, check_board_finish, NULL };
