/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "check/np-device-verdict.h"
#include "factory/np-problem.h"
#include "factory/np-secret-bytes.h"
#include "np-error.h"
#include "run/np-plan-order.h"
#include "run/np-run-private.h"

/* Compare with plan, after the handshake: what was written is there unchanged, the board has added its DAC, PAI and public key, and its
 * private key stands where it belongs. The order in flash is not the order of tags. What came together on the board has to be a device
 * that a phone takes: the certificates' chain, keys and ids. */

#define PRIVATE_KEY NP_TAG_DEVICE_ATTESTATION_PRIV_KEY

static const NpTag added_by_board[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PUB_KEY };

static const char *
title_of (NpTag tag)
{
  return _(np_field_find_by_tag (tag)->title);
}

static gboolean
differs (GError **error, char *message /* (transfer full) */)
{
  g_set_error_literal (error, NP_ERROR, NP_ERROR_VERIFY, message);
  g_free (message);
  return FALSE;
}

static gboolean
ours_are_unchanged (NpFactoryData *planned, NpFactoryData *found, GError **error)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *wanted = np_factory_data_get_bytes (planned, fields[i].tag);
      GBytes *actual = np_factory_data_get_bytes (found, fields[i].tag);

      if (wanted == NULL)
        continue;
      if (actual == NULL)
        return differs (error, g_strdup_printf (_("%s (tag %u) was written and is not there."), title_of (fields[i].tag), fields[i].tag));
      if (!g_bytes_equal (wanted, actual))
        return differs (error, g_strdup_printf (_("%s (tag %u) is not what was written."), title_of (fields[i].tag), fields[i].tag));
    }
  return TRUE;
}

static gboolean
boards_are_there (NpFactoryData *found, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (added_by_board); i++)
    if (!np_factory_data_has (found, added_by_board[i]))
      return differs (error, g_strdup_printf (_("The board has not added “%s” (tag %u)."), title_of (added_by_board[i]), added_by_board[i]));
  return TRUE;
}

/* In flash with test firmware, in a key store with production firmware and with TF-M. Where the platform has neither, the firmware is
 * free to use the chip's own storage. */
static gboolean
key_is_where_it_belongs (NpRun *run, NpFactoryData *found, GError **error)
{
  const NpRecipe *recipe = np_plan_get_recipe (np_run_get_plan (run));
  gboolean in_flash = np_factory_data_has (found, PRIVATE_KEY);
  gboolean has_modes = np_platform_has_modes (recipe->platform);
  gboolean has_store = has_modes ? recipe->mode == NP_PROVISIONING_MODE_PRODUCTION : recipe->security == 2;

  if (in_flash && has_store)
    return differs (error, g_strdup_printf (_("The private key (tag %u) stands in flash, where everybody can read it."), (guint) PRIVATE_KEY));
  if (!in_flash && has_modes && !has_store)
    return differs (error, g_strdup_printf (_("The private key (tag %u) is not there: the provisioning firmware is not test firmware."), (guint) PRIVATE_KEY));
  if (!in_flash && !has_store)
    np_run_log (run, "The private key is not among the factory data: the firmware keeps it elsewhere");
  return TRUE;
}

static gboolean
device_is_sound (NpRun *run, NpFactoryData *found, GError **error)
{
  g_auto(NpCheckContext) context = { 0 };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpDeviceVerdict) verdict = NULL;
  g_autoptr(GError) first = NULL;

  np_check_context_init (&context);
  verdict = np_check_device (found, NULL, &context, problems);
  if (np_problem_list_to_error (problems, &first))
    return TRUE;
  np_run_log (run, "%s", verdict->summary);
  g_set_error_literal (error, NP_ERROR, NP_ERROR_VERIFY, first->message);
  return FALSE;
}

static gboolean
compare_with_plan (NpRun *run, GError **error)
{
  NpFactoryData *planned = np_image_get_data (np_plan_get_image (np_run_get_plan (run)));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) unreadable = NULL;
  g_autoptr(NpImage) image = NULL;
  g_autofree char *contents = NULL;
  g_autoptr(GBytes) bytes = NULL;
  NpFactoryData *found;
  gsize length;

  if (!g_file_get_contents (np_run_get_readback_path (run), &contents, &length, NULL))
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_VERIFY, _("STM32CubeProgrammer said that it read the board, but there is nothing to compare"));
      return FALSE;
    }
  bytes = np_secret_bytes_new_take (g_steal_pointer (&contents), length);
  np_run_set_read_back (run, bytes);
  image = np_image_decode (bytes, problems, &unreadable);
  if (image == NULL)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_VERIFY, unreadable->message);
      return FALSE;
    }
  found = np_image_get_data (image);
  return ours_are_unchanged (planned, found, error) && boards_are_there (found, error) && key_is_where_it_belongs (run, found, error) &&
         device_is_sound (run, found, error);
}

static gboolean
compare_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  if (!np_run_call_programmer_finish (run, result, error) || !compare_with_plan (run, error))
    return FALSE;
  np_run_set_change (run, np_plan_has_after (np_run_get_plan (run), step, NP_STEP_WRITE_FILE) ? NP_BOARD_CHANGE_PROVISIONED : NP_BOARD_CHANGE_VERIFIED);
  return TRUE;
}

const NpStepImplementation np_step_compare_after_handshake = { np_run_call_programmer_async, compare_finish, NULL };
