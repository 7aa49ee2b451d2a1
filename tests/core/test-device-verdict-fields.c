/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-check.h"
#include "matter/np-attestation-key.h"
#include "matter/np-spake2p.h"
#include "support-device.h"
#include "support.h"

/* What a device's fields say by themselves and of each other. */

static void
test_verifier (DeviceFixture *fixture, gconstpointer user_data)
{
  g_autoptr(GBytes) other = test_bytes_from_hex ("000102030405060708090a0b0c0d0e0f");
  g_autoptr(GBytes) salt = g_bytes_ref (np_factory_data_get_bytes (fixture->data, NP_TAG_SPAKE2_SALT));
  g_autoptr(GBytes) zero = g_bytes_new_take (g_malloc0 (NP_SPAKE2P_VERIFIER_SIZE), NP_SPAKE2P_VERIFIER_SIZE);

  /* The second time is remembered, with the same answer. */
  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE, 34567891, NULL);
  device_assert_errors (fixture, "verifier-mismatch");
  device_assert_errors (fixture, "verifier-mismatch");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_GOOD);
  g_assert_true (g_str_has_prefix (fixture->verdict->summary, "A phone could not commission this device: The verifier was made from another"));
  g_assert_cmpstr (fixture->verdict->todo, ==, "Make the verifier anew from passcode, salt and iteration count.");

  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE, 34567890, NULL);
  device_assert_errors (fixture, "");
  np_factory_data_set_bytes (fixture->data, NP_TAG_SPAKE2_SALT, other, NULL);
  device_assert_errors (fixture, "verifier-mismatch");
  np_factory_data_set_bytes (fixture->data, NP_TAG_SPAKE2_SALT, salt, NULL);
  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_ITERATION_COUNT, 5001, NULL);
  device_assert_errors (fixture, "verifier-mismatch");

  /* Without the passcode nobody knows, but what is no verifier at all is found. */
  np_factory_data_remove (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE);
  device_assert_errors (fixture, "");
  device_assert_has (fixture, "verifier-unchecked", NP_SEVERITY_INFORMATION, NP_TAG_SPAKE2_VERIFIER);
  np_factory_data_set_bytes (fixture->data, NP_TAG_SPAKE2_VERIFIER, zero, NULL);
  device_assert_errors (fixture, "verifier-invalid");
}

static GBytes *
make_bytes (gsize size)
{
  return g_bytes_new_take (g_malloc0 (size), size);
}

/* bytes: how many, all zero; text and number: the value. code NULL: nothing is found. */
typedef struct
{
  NpTag tag;
  const char *text;
  gsize bytes;
  guint32 number;
  NpSeverity severity;
  const char *code;
} FieldCase;

static void
test_fields (DeviceFixture *fixture, gconstpointer user_data)
{
  const FieldCase cases[] = {
    { .tag = NP_TAG_VENDOR_ID, .number = 0, .severity = NP_SEVERITY_ERROR, .code = "vendor-id-range" },
    { .tag = NP_TAG_VENDOR_ID, .number = 0xFFF5, .severity = NP_SEVERITY_ERROR, .code = "vendor-id-range" },
    { .tag = NP_TAG_PRODUCT_ID, .number = 0, .severity = NP_SEVERITY_ERROR, .code = "product-id-range" },
    { .tag = NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, .bytes = 601, .severity = NP_SEVERITY_ERROR, .code = "firmware-buffer" },
    { .tag = NP_TAG_PAI_CERTIFICATE, .bytes = 602, .severity = NP_SEVERITY_ERROR, .code = "firmware-buffer" },
    { .tag = NP_TAG_CERTIFICATION_DECLARATION, .bytes = 540, .severity = NP_SEVERITY_WARNING, .code = "firmware-buffer" },
    { .tag = NP_TAG_MANUFACTURING_DATE, .text = "2026112", .severity = NP_SEVERITY_WARNING, .code = "text-too-short" },
    { .tag = NP_TAG_MANUFACTURING_DATE, .text = "2026-13-01", .severity = NP_SEVERITY_WARNING, .code = "date-format" },
    { .tag = NP_TAG_MANUFACTURING_DATE, .text = "22.11.2026", .severity = NP_SEVERITY_WARNING, .code = "date-format" },
    { .tag = NP_TAG_MANUFACTURING_DATE, .text = "20260229", .severity = NP_SEVERITY_WARNING, .code = "date-format" },
    { .tag = NP_TAG_MANUFACTURING_DATE, .text = "20261122ABCDEFGH", .severity = NP_SEVERITY_INFORMATION, .code = "field-unreported" },
    { .tag = NP_TAG_MANUFACTURING_DATE, .text = "2026-11-22", .severity = NP_SEVERITY_INFORMATION, .code = "field-unreported" },
    { .tag = NP_TAG_ROTATING_DEVICE_ID, .text = "too short", .severity = NP_SEVERITY_WARNING, .code = "text-too-short" },
    { .tag = NP_TAG_ENABLE_KEY, .text = "fifteen letters", .severity = NP_SEVERITY_WARNING, .code = "text-too-short" },
    { .tag = NP_TAG_ENABLE_KEY, .text = "sixteen  letters", .severity = NP_SEVERITY_INFORMATION, .code = "field-unreported" },
    { .tag = NP_TAG_ENABLE_KEY, .text = "seventeen letters", .severity = NP_SEVERITY_WARNING, .code = "enable-key-form" },
    { .tag = NP_TAG_ENABLE_KEY, .text = "00112233445566778899aabbccddeef", .severity = NP_SEVERITY_WARNING, .code = "enable-key-form" },
    { .tag = NP_TAG_ENABLE_KEY, .text = "00112233445566778899aabbccddeefg", .severity = NP_SEVERITY_WARNING, .code = "enable-key-form" },
    { .tag = NP_TAG_ENABLE_KEY, .text = "00112233445566778899aabbccddEEFF", .severity = NP_SEVERITY_INFORMATION, .code = "field-unreported" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FieldCase *test = &cases[i];
      g_autoptr(NpFactoryData) before = np_factory_data_copy (fixture->data);
      g_autoptr(GBytes) bytes = make_bytes (test->bytes);

      if (test->bytes > 0)
        np_factory_data_set_bytes (fixture->data, test->tag, bytes, NULL);
      else if (test->text != NULL)
        np_factory_data_set_string (fixture->data, test->tag, test->text, NULL);
      else
        np_factory_data_set_number (fixture->data, test->tag, test->number, NULL);
      device_check (fixture);
      device_assert_has (fixture, test->code, test->severity, test->tag);
      if (test->severity == NP_SEVERITY_INFORMATION)
        {
          g_assert_null (test_find_problem (fixture->problems, "date-format"));
          g_assert_null (test_find_problem (fixture->problems, "enable-key-form"));
        }
      g_set_object (&fixture->data, before);
    }
}

/* 0 is no number that isn't known: a phone compares it like any other. */
static void
test_zero_ids (DeviceFixture *fixture, gconstpointer user_data)
{
  np_factory_data_set_number (fixture->data, NP_TAG_VENDOR_ID, 0, NULL);
  device_assert_errors (fixture, "vendor-id-range cd-vendor-id");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_CD_VENDOR_ID);
  np_factory_data_set_number (fixture->data, NP_TAG_VENDOR_ID, 0xFFF1, NULL);
  np_factory_data_set_number (fixture->data, NP_TAG_PRODUCT_ID, 0, NULL);
  device_assert_errors (fixture, "product-id-range cd-product-id");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_CD_PRODUCT_ID);

  /* What isn't there is missing, no other number. */
  np_factory_data_remove (fixture->data, NP_TAG_PRODUCT_ID);
  device_assert_errors (fixture, "field-missing");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_GOOD);
}

static void
test_missing_fields (DeviceFixture *fixture, gconstpointer user_data)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr(NpFactoryData) before = np_factory_data_copy (fixture->data);

      np_factory_data_remove (fixture->data, fields[i].tag);
      device_check (fixture);
      g_assert_cmpint (np_problem_list_has_errors (fixture->problems), ==, fields[i].required != NP_FIELD_OPTIONAL);
      g_set_object (&fixture->data, before);
    }
}

/* Nothing else tells that the two don't belong together then. */
static void
test_key_pair_without_dac (DeviceFixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpAttestationKey) other = np_attestation_key_generate (NULL);
  g_autoptr(GBytes) zero = make_bytes (NP_ATTESTATION_KEY_SIZE);

  g_clear_pointer (&fixture->recipe, np_recipe_free);
  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  np_factory_data_remove (fixture->data, NP_TAG_PAI_CERTIFICATE);
  device_assert_errors (fixture, "");
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY, np_attestation_key_get_public (other), NULL);
  device_assert_errors (fixture, "public-key-mismatch");
  device_assert_has (fixture, "public-key-mismatch", NP_SEVERITY_ERROR, NP_TAG_DEVICE_ATTESTATION_PUB_KEY);
  g_assert_cmpstr (fixture->verdict->summary, ==, "A phone could not commission this device: The public key isn't the private key's.");
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, np_attestation_key_get_raw (other), NULL);
  device_assert_errors (fixture, "");
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, zero, NULL);
  device_assert_errors (fixture, "private-key-invalid");
}

static void
test_keys_without_dac (DeviceFixture *fixture, gconstpointer user_data)
{
  g_autoptr(GBytes) key = make_bytes (31);

  fixture->recipe->job = NP_JOB_PROVISION;
  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  np_factory_data_remove (fixture->data, NP_TAG_PAI_CERTIFICATE);
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, key, NULL);
  device_assert_errors (fixture, "key-length");
  device_assert_has (fixture, "key-length", NP_SEVERITY_ERROR, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
}

/* An editor's quick check finds what the whole one finds, but for what takes cryptography. */
static void
test_quick (DeviceFixture *fixture, gconstpointer user_data)
{
  g_autofree char *codes = NULL;

  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  np_factory_data_set_number (fixture->data, NP_TAG_VENDOR_ID, 0, NULL);
  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE, 1, NULL);
  np_check_fields (fixture->data, fixture->recipe, fixture->problems);
  codes = device_list_errors (fixture->problems);
  g_assert_cmpstr (codes, ==, "field-missing vendor-id-range");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  DEVICE_ADD ("verifier", test_verifier);
  DEVICE_ADD ("fields", test_fields);
  DEVICE_ADD ("keys-without-dac", test_keys_without_dac);
  DEVICE_ADD ("key-pair-without-dac", test_key_pair_without_dac);
  DEVICE_ADD ("zero-ids", test_zero_ids);
  DEVICE_ADD ("missing-fields", test_missing_fields);
  DEVICE_ADD ("quick", test_quick);

  return g_test_run ();
}
