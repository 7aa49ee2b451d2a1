/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "project/np-project.h"
#include "support-device.h"
#include "support.h"

void
device_set_up (DeviceFixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpProject) project = np_project_new_sample ();

  fixture->data = np_factory_data_copy (np_project_get_factory_data (project));
  np_factory_data_set_string (fixture->data, NP_TAG_SERIAL_NUMBER, "LAMP-17", NULL);
  fixture->recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  np_check_context_init (&fixture->context);
  fixture->problems = np_problem_list_new ();
}

void
device_tear_down (DeviceFixture *fixture, gconstpointer user_data)
{
  g_object_unref (fixture->data);
  np_recipe_free (fixture->recipe);
  np_check_context_clear (&fixture->context);
  g_ptr_array_unref (fixture->problems);
  np_device_verdict_free (fixture->verdict);
}

char *
device_list_errors (GPtrArray *problems)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity == NP_SEVERITY_ERROR && !g_str_has_prefix (problem->code, "recipe-"))
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", problem->code);
    }

  return g_string_free (codes, FALSE);
}

const NpDeviceVerdict *
device_check (DeviceFixture *fixture)
{
  g_autofree char *errors = NULL;

  g_ptr_array_set_size (fixture->problems, 0);
  np_device_verdict_free (fixture->verdict);
  fixture->verdict = np_check_device (fixture->data, fixture->recipe, &fixture->context, fixture->problems);
  errors = device_list_errors (fixture->problems);
  g_assert_cmpint (fixture->verdict->conclusion == NP_DEVICE_REFUSED || fixture->verdict->conclusion == NP_DEVICE_UNFIT, ==, errors[0] != '\0');

  return fixture->verdict;
}

void
device_assert_errors (DeviceFixture *fixture, const char *expected)
{
  g_autofree char *codes = NULL;

  device_check (fixture);
  codes = device_list_errors (fixture->problems);
  g_assert_cmpstr (codes, ==, expected);
}

void
device_assert_has (DeviceFixture *fixture, const char *code, NpSeverity severity, NpTag tag)
{
  const NpProblem *problem = test_find_problem (fixture->problems, code);
  g_autofree char *codes = test_list_codes (fixture->problems);

  if (problem == NULL)
    g_assert_cmpstr (codes, ==, code);
  g_assert_cmpint (problem->severity, ==, severity);
  g_assert_cmpint (problem->tag, ==, tag);
}

void
device_use_kit (DeviceFixture *fixture, const Kit *kit)
{
  np_check_context_clear (&fixture->context);
  fixture->context = (NpCheckContext){
    .paas = np_paa_store_ref (kit->paas),
    .signers = np_cd_signers_ref (kit->signers),
    .notes = np_problem_list_new (),
    .now = kit->now,
  };

  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, kit->dac_der, NULL);
  np_factory_data_set_bytes (fixture->data, NP_TAG_PAI_CERTIFICATE, kit->pai_der, NULL);
  np_factory_data_set_bytes (fixture->data, NP_TAG_CERTIFICATION_DECLARATION, kit->cd_der, NULL);
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, kit->dac_private_key, NULL);
  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY);
  fixture->recipe->job = NP_JOB_PROVISION; /* which doesn't miss it */
}

void
device_assert_conclusion (DeviceFixture *fixture, NpDeviceConclusion conclusion, const char *summary)
{
  device_check (fixture);
  g_assert_cmpstr (fixture->verdict->summary, ==, summary);
  g_assert_cmpint (fixture->verdict->conclusion, ==, conclusion);
}
