/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-device.h"
#include "support.h"

/* What is for samples and tests, and has no place in a device for sale. */

static void
assert_defaults (DeviceFixture *fixture, NpSeverity severity)
{
  device_check (fixture);
  device_assert_has (fixture, "default-passcode", severity, NP_TAG_SPAKE2_SETUP_PASSCODE);
  device_assert_has (fixture, "default-serial-number", severity, NP_TAG_SERIAL_NUMBER);
}

static void
test_default_credentials (DeviceFixture *fixture, gconstpointer user_data)
{
  g_autoptr(GBytes) verifier = test_bytes_from_hex (
      "b96170aae803346884724fe9a3b287c30330c2a660375d17bb205a8cf1aecb350457f8ab79ee253ab6a8e46bb09e543ae422736de501e3db37"
      "d441fe344920d09548e4c18240630c4ff4913c53513839b7c07fcc0627a1b8573a149fcd1fa466cf");
  g_autoptr(GBytes) salt = g_bytes_new_static ("SPAKE2P Key Salt", 16);
  const NpProblem *problem;

  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE, 20202021, NULL);
  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_ITERATION_COUNT, 1000, NULL);
  np_factory_data_set_bytes (fixture->data, NP_TAG_SPAKE2_SALT, salt, NULL);
  np_factory_data_set_bytes (fixture->data, NP_TAG_SPAKE2_VERIFIER, verifier, NULL);
  np_factory_data_set_string (fixture->data, NP_TAG_SERIAL_NUMBER, "TEST_SN", NULL);
  device_assert_errors (fixture, "");
  device_assert_has (fixture, "default-passcode", NP_SEVERITY_WARNING, NP_TAG_SPAKE2_SETUP_PASSCODE);
  device_assert_has (fixture, "default-serial-number", NP_SEVERITY_WARNING, NP_TAG_SERIAL_NUMBER);

  np_factory_data_set_number (fixture->data, NP_TAG_SETUP_DISCRIMINATOR, 3840, NULL);
  np_factory_data_remove (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE); /* known by its verifier */
  device_check (fixture);
  problem = test_find_problem (fixture->problems, "default-passcode");
  g_assert_true (g_str_has_prefix (problem->what, "Passcode and discriminator"));

  fixture->context.production = TRUE;
  assert_defaults (fixture, NP_SEVERITY_ERROR);

  /* What a recipe is for counts without a word from anybody. */
  fixture->context.production = FALSE;
  fixture->recipe->mode = NP_PROVISIONING_MODE_PRODUCTION;
  assert_defaults (fixture, NP_SEVERITY_ERROR);
  g_assert_cmpint (fixture->verdict->conclusion, ==, NP_DEVICE_UNFIT);
  g_assert_cmpstr (fixture->verdict->summary, ==,
                   "A phone set up for development would commission this device; others refuse its test credentials. But it must not be sold like "
                   "this: Passcode and discriminator are those of every sample of the Matter SDK and of ST.");
  fixture->recipe->mode = NP_PROVISIONING_MODE_TEST;
  assert_defaults (fixture, NP_SEVERITY_INFORMATION);
}

/* By itself it may be chance. */
static void
test_default_discriminator (DeviceFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    NpProvisioningMode mode;
    NpSeverity severity;
  } cases[] = {
    { NP_PROVISIONING_MODE_UNSET, NP_SEVERITY_WARNING },
    { NP_PROVISIONING_MODE_TEST, NP_SEVERITY_INFORMATION },
    { NP_PROVISIONING_MODE_PRODUCTION, NP_SEVERITY_WARNING },
  };

  device_check (fixture);
  g_assert_null (test_find_problem (fixture->problems, "default-discriminator"));
  np_factory_data_set_number (fixture->data, NP_TAG_SETUP_DISCRIMINATOR, 3840, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->recipe->mode = cases[i].mode;
      device_assert_errors (fixture, "");
      device_assert_has (fixture, "default-discriminator", cases[i].severity, NP_TAG_SETUP_DISCRIMINATOR);
      g_assert_null (test_find_problem (fixture->problems, "default-passcode"));
    }
}

static void
test_production (DeviceFixture *fixture, gconstpointer user_data)
{
  np_factory_data_set_string (fixture->data, NP_TAG_ENABLE_KEY, "0123456789abcdef", NULL);
  device_assert_errors (fixture, "");

  /* A recipe that stores keys for ever is tried out with test credentials first, but nobody needs test events for that. */
  fixture->recipe->mode = NP_PROVISIONING_MODE_PRODUCTION;
  device_assert_errors (fixture, "enable-key-production");
  g_assert_cmpint (fixture->verdict->conclusion, ==, NP_DEVICE_UNFIT);
  device_assert_has (fixture, "production-test-vendor", NP_SEVERITY_WARNING, NP_TAG_VENDOR_ID);
  device_assert_has (fixture, "production-test-paa", NP_SEVERITY_WARNING, NP_TAG_PAI_CERTIFICATE);
  device_assert_has (fixture, "production-test-declaration", NP_SEVERITY_WARNING, NP_TAG_CERTIFICATION_DECLARATION);

  fixture->context.production = TRUE;
  device_assert_errors (fixture, "enable-key-production production-test-vendor production-test-paa production-test-declaration");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_PAA_NOT_FOUND);
  g_assert_cmpstr (fixture->verdict->attestation.name, ==, "PaaNotFound");

  /* With a vendor id of one's own it isn't for tests either. */
  fixture->context.production = FALSE;
  fixture->recipe->mode = NP_PROVISIONING_MODE_UNSET;
  np_factory_data_set_number (fixture->data, NP_TAG_VENDOR_ID, 0x1234, NULL);
  device_check (fixture);
  device_assert_has (fixture, "production-test-paa", NP_SEVERITY_WARNING, NP_TAG_PAI_CERTIFICATE);
  g_assert_null (test_find_problem (fixture->problems, "production-test-vendor"));
}

/* A declaration that isn't the test key's: what type it has a phone doesn't mind, a customer does. */
static void
test_certification_type (DeviceFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    NpCertificationType type;
    gboolean production;
    const char *code;
    NpSeverity severity;
  } cases[] = {
    { NP_CERTIFICATION_TYPE_TEST, FALSE, "cd-type-test", NP_SEVERITY_WARNING },
    { NP_CERTIFICATION_TYPE_TEST, TRUE, "cd-type-test", NP_SEVERITY_ERROR },
    { NP_CERTIFICATION_TYPE_PROVISIONAL, FALSE, "cd-type-provisional", NP_SEVERITY_WARNING },
    { NP_CERTIFICATION_TYPE_PROVISIONAL, TRUE, "cd-type-provisional", NP_SEVERITY_WARNING },
    { NP_CERTIFICATION_TYPE_OFFICIAL, TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Kit) kit = kit_new ();

      kit->cd.own_signer = TRUE;
      kit->cd.declaration->certification_type = cases[i].type;
      kit_build (kit);
      device_use_kit (fixture, kit);
      fixture->context.production = cases[i].production;
      device_check (fixture);
      if (cases[i].code != NULL)
        device_assert_has (fixture, cases[i].code, cases[i].severity, NP_TAG_CERTIFICATION_DECLARATION);
      for (guint n = 0; n < G_N_ELEMENTS (cases); n++)
        if (cases[n].code != NULL && g_strcmp0 (cases[n].code, cases[i].code) != 0)
          g_assert_null (test_find_problem (fixture->problems, cases[n].code));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  DEVICE_ADD ("default-discriminator", test_default_discriminator);
  DEVICE_ADD ("certification-type", test_certification_type);
  DEVICE_ADD ("default-credentials", test_default_credentials);
  DEVICE_ADD ("production", test_production);

  return g_test_run ();
}
