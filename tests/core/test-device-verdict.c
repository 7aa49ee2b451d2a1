/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "check/np-check.h"
#include "check/np-device-verdict.h"
#include "factory/np-factory-file.h"
#include "factory/np-image.h"
#include "matter/np-attestation-key.h"
#include "matter/np-spake2p.h"
#include "project/np-project.h"
#include "support-pki.h"
#include "support.h"

/* The sample project's device, changed in one place each. */
typedef struct
{
  NpFactoryData *data;
  NpRecipe *recipe;
  NpCheckContext context;
  GPtrArray *problems;
  NpDeviceVerdict *verdict;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpProject) project = np_project_new_sample ();

  fixture->data = np_factory_data_copy (np_project_get_factory_data (project));
  np_factory_data_set_string (fixture->data, NP_TAG_SERIAL_NUMBER, "LAMP-17", NULL);
  fixture->recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  np_check_context_init (&fixture->context);
  fixture->problems = np_problem_list_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_object_unref (fixture->data);
  np_recipe_free (fixture->recipe);
  np_check_context_clear (&fixture->context);
  g_ptr_array_unref (fixture->problems);
  np_device_verdict_free (fixture->verdict);
}

/* The errors that say something of the device; what the recipe lacks has tests of its own. */
static char *
list_errors (GPtrArray *problems)
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

static const NpDeviceVerdict *
check (Fixture *fixture)
{
  g_autofree char *errors = NULL;

  g_ptr_array_set_size (fixture->problems, 0);
  np_device_verdict_free (fixture->verdict);
  fixture->verdict = np_check_device (fixture->data, fixture->recipe, &fixture->context, fixture->problems);
  errors = list_errors (fixture->problems);
  g_assert_cmpint (fixture->verdict->conclusion == NP_DEVICE_REFUSED || fixture->verdict->conclusion == NP_DEVICE_UNFIT, ==, errors[0] != '\0');

  return fixture->verdict;
}

static void
assert_errors (Fixture *fixture, const char *expected)
{
  g_autofree char *codes = NULL;

  check (fixture);
  codes = list_errors (fixture->problems);
  g_assert_cmpstr (codes, ==, expected);
}

static void
assert_has (Fixture *fixture, const char *code, NpSeverity severity, NpTag tag)
{
  const NpProblem *problem = test_find_problem (fixture->problems, code);
  g_autofree char *codes = test_list_codes (fixture->problems);

  if (problem == NULL)
    g_assert_cmpstr (codes, ==, code);
  g_assert_cmpint (problem->severity, ==, severity);
  g_assert_cmpint (problem->tag, ==, tag);
}

static void
test_good (Fixture *fixture, gconstpointer user_data)
{
  const NpDeviceVerdict *verdict = check (fixture);
  g_autofree char *codes = test_list_codes (fixture->problems);
  g_autofree char *dac = np_chain_link_to_text (verdict, NP_CERTIFICATE_DAC);
  g_autofree char *paa = np_chain_link_to_text (verdict, NP_CERTIFICATE_PAA);

  g_assert_cmpstr (codes, ==, "chain-test-paa cd-test-key cd-not-looked-up test-vendor");
  g_assert_cmpint (verdict->conclusion, ==, NP_DEVICE_COMMISSIONED_AS_TEST);
  g_assert_cmpint (verdict->attestation.code, ==, NP_ATTESTATION_GOOD);
  g_assert_cmpstr (verdict->summary, ==, "A phone set up for development would commission this device; others refuse its test credentials.");
  g_assert_null (verdict->todo);
  g_assert_cmpint (verdict->declaration->vendor_id, ==, 0xFFF1);
  g_assert_cmpstr (verdict->signer, ==, "Matter Test CD Signing Authority");
  for (guint i = 0; i < NP_CHAIN_N_LINKS; i++)
    {
      g_assert_cmpint (verdict->links[i].role, ==, i);
      g_assert_cmpint (verdict->links[i].state, ==, NP_CHAIN_LINK_HOLDS);
      g_assert_cmpint (verdict->links[i].test, ==, i == NP_CERTIFICATE_PAA);
    }
  g_assert_true (g_str_has_prefix (dac, "DAC “"));
  g_assert_true (g_str_has_suffix (paa, ": a public test authority"));
}

/* The kit's device, and its authority and signer to trust. */
static void
set_device (Fixture *fixture, const Kit *kit)
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

static void
assert_conclusion (Fixture *fixture, NpDeviceConclusion conclusion, const char *summary)
{
  check (fixture);
  g_assert_cmpstr (fixture->verdict->summary, ==, summary);
  g_assert_cmpint (fixture->verdict->conclusion, ==, conclusion);
}

/* An authority that is no public test one, and a signer whose certificate the user gave: which phone trusts that one nobody knows, and a
 * device for sale is no exception. */
static void
test_given_signer (Fixture *fixture, gconstpointer user_data)
{
  const NpTag sample_tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY };
  g_autoptr(NpFactoryData) sample = np_factory_data_copy (fixture->data);
  g_autoptr(Kit) kit = kit_new ();

  kit->cd.own_signer = TRUE;
  kit_build (kit);
  set_device (fixture, kit);
  assert_errors (fixture, "");
  assert_conclusion (fixture, NP_DEVICE_COMMISSIONED_IF_TRUSTED,
                     "A phone that trusts the declaration's signer that was given would commission this device; others refuse it (601).");
  assert_has (fixture, "cd-signer-given", NP_SEVERITY_WARNING, NP_TAG_CERTIFICATION_DECLARATION);
  g_assert_false (fixture->verdict->links[NP_CERTIFICATE_PAA].test);

  fixture->context.production = TRUE;
  check (fixture);
  assert_has (fixture, "cd-signer-given", NP_SEVERITY_WARNING, NP_TAG_CERTIFICATION_DECLARATION);
  g_assert_cmpint (fixture->verdict->conclusion, !=, NP_DEVICE_COMMISSIONED);
  g_assert_true (g_str_has_prefix (fixture->verdict->summary, "A phone that trusts the declaration's signer that was given would"));

  /* Nor does it take a public test authority to be told of the signer. */
  fixture->context.production = FALSE;
  np_paa_store_add_test (fixture->context.paas);
  for (guint i = 0; i < G_N_ELEMENTS (sample_tags); i++)
    np_factory_data_set_bytes (fixture->data, sample_tags[i], np_factory_data_get_bytes (sample, sample_tags[i]), NULL);
  assert_conclusion (fixture, NP_DEVICE_COMMISSIONED_IF_TRUSTED,
                     "A phone set up for development that trusts the declaration's signer that was given would commission this device; others "
                     "refuse it (101 or 601).");
}

/* ST's example declaration is signed by a key of the CSA, for products from 0x8000 on. */
static void
test_real (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *folder = test_find_data ("st/valid");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", "st-full.json", NULL);
  g_autoptr(NpFactoryData) example = NULL;
  g_autoptr(Kit) kit = kit_new ();
  g_autoptr(GError) error = NULL;

  if (folder == NULL)
    {
      g_test_skip ("the known answers are not beside the source tree");
      return;
    }
  example = np_factory_file_load (path, fixture->problems, &error);
  g_assert_no_error (error);
  kit_build (kit);
  set_device (fixture, kit);
  np_factory_data_set_bytes (fixture->data, NP_TAG_CERTIFICATION_DECLARATION,
                             np_factory_data_get_bytes (example, NP_TAG_CERTIFICATION_DECLARATION), NULL);
  assert_errors (fixture, "");
  assert_conclusion (fixture, NP_DEVICE_COMMISSIONED, "A phone would commission this device.");

  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  assert_conclusion (fixture, NP_DEVICE_COMMISSIONED, "A phone would commission this device if the key in the board's secure storage is the DAC's.");
}

/* Who holds no private key can't know which one the device has. */
static void
test_key_on_board (Fixture *fixture, gconstpointer user_data)
{
  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  assert_errors (fixture, "field-missing"); /* to reconfigure a board is to write it */
  g_assert_null (test_find_problem (fixture->problems, "private-key-unchecked"));

  g_clear_pointer (&fixture->recipe, np_recipe_free);
  for (guint i = 0; i < 2; i++)
    {
      assert_errors (fixture, "");
      assert_has (fixture, "private-key-unchecked", NP_SEVERITY_INFORMATION, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
      assert_conclusion (fixture, NP_DEVICE_COMMISSIONED_AS_TEST,
                         "A phone set up for development would commission this device if the key in the board's secure storage is the DAC's; others "
                         "refuse its test credentials.");
      np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY); /* it says nothing of the private one */
    }
}

/* An error that no phone minds is still one, and isn't told as a phone's. */
static void
test_unfit (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    NpTag tag;
    const char *why;
  } cases[] = {
    { NP_TAG_VENDOR_NAME, "Apps ask the device for it to name the maker, and get an error instead. It can be commissioned all the same." },
    { NP_TAG_PRODUCT_NAME, "Apps ask the device for it to name the product, and get an error instead. It can be commissioned all the same." },
    { NP_TAG_HARDWARE_VERSION, "Apps ask the device for it, and get an error instead. It can be commissioned all the same." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(NpFactoryData) before = np_factory_data_copy (fixture->data);
      g_autofree char *summary = g_strdup_printf ("A phone set up for development would commission this device; others refuse its test credentials. "
                                                  "But it must not be sold like this: %s is missing.",
                                                  np_field_find_by_tag (cases[i].tag)->title);

      np_factory_data_remove (fixture->data, cases[i].tag);
      assert_errors (fixture, "field-missing");
      g_assert_cmpstr (test_find_problem (fixture->problems, "field-missing")->why, ==, cases[i].why);
      assert_conclusion (fixture, NP_DEVICE_UNFIT, summary);
      g_assert_cmpstr (fixture->verdict->todo, ==, "Add it to the factory data.");
      g_set_object (&fixture->data, before);
    }

  /* The first error that a phone minds is the one to name. */
  np_factory_data_remove (fixture->data, NP_TAG_SPAKE2_VERIFIER);
  np_factory_data_remove (fixture->data, NP_TAG_HARDWARE_VERSION);
  np_factory_data_set_string (fixture->data, NP_TAG_VENDOR_NAME, "a name that has more than 32 bytes", NULL);
  g_ptr_array_set_size (fixture->problems, 0);
  np_factory_data_check (fixture->data, fixture->problems);
  np_device_verdict_free (fixture->verdict);
  fixture->verdict = np_check_device (fixture->data, fixture->recipe, &fixture->context, fixture->problems);
  g_assert_cmpstr (((const NpProblem *) fixture->problems->pdata[0])->code, ==, "text-too-long");
  g_assert_cmpint (fixture->verdict->conclusion, ==, NP_DEVICE_REFUSED);
  g_assert_cmpstr (fixture->verdict->summary, ==, "A phone could not commission this device: Verifier is missing.");
}

/* What isn't there yet may still be unfit. */
static void
test_unfit_later (Fixture *fixture, gconstpointer user_data)
{
  const NpTag tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
                         NP_TAG_DEVICE_ATTESTATION_PUB_KEY, NP_TAG_PRODUCT_NAME };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    np_factory_data_remove (fixture->data, tags[i]);
  g_clear_pointer (&fixture->recipe, np_recipe_free);
  assert_conclusion (fixture, NP_DEVICE_UNFIT,
                     "Whether a phone would commission this device depends on the DAC that it gets during provisioning. But it must not be sold like "
                     "this: Product name is missing.");
}

/* 0 is no number that isn't known: a phone compares it like any other. */
static void
test_zero_ids (Fixture *fixture, gconstpointer user_data)
{
  np_factory_data_set_number (fixture->data, NP_TAG_VENDOR_ID, 0, NULL);
  assert_errors (fixture, "vendor-id-range cd-vendor-id");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_CD_VENDOR_ID);
  np_factory_data_set_number (fixture->data, NP_TAG_VENDOR_ID, 0xFFF1, NULL);
  np_factory_data_set_number (fixture->data, NP_TAG_PRODUCT_ID, 0, NULL);
  assert_errors (fixture, "product-id-range cd-product-id");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_CD_PRODUCT_ID);

  /* What isn't there is missing, no other number. */
  np_factory_data_remove (fixture->data, NP_TAG_PRODUCT_ID);
  assert_errors (fixture, "field-missing");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_GOOD);
}

static void
test_verifier (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GBytes) other = test_bytes_from_hex ("000102030405060708090a0b0c0d0e0f");
  g_autoptr(GBytes) salt = g_bytes_ref (np_factory_data_get_bytes (fixture->data, NP_TAG_SPAKE2_SALT));
  g_autoptr(GBytes) zero = g_bytes_new_take (g_malloc0 (NP_SPAKE2P_VERIFIER_SIZE), NP_SPAKE2P_VERIFIER_SIZE);

  /* The second time is remembered, with the same answer. */
  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE, 34567891, NULL);
  assert_errors (fixture, "verifier-mismatch");
  assert_errors (fixture, "verifier-mismatch");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_GOOD);
  g_assert_true (g_str_has_prefix (fixture->verdict->summary, "A phone could not commission this device: The verifier was made from another"));
  g_assert_cmpstr (fixture->verdict->todo, ==, "Make the verifier anew from passcode, salt and iteration count.");

  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE, 34567890, NULL);
  assert_errors (fixture, "");
  np_factory_data_set_bytes (fixture->data, NP_TAG_SPAKE2_SALT, other, NULL);
  assert_errors (fixture, "verifier-mismatch");
  np_factory_data_set_bytes (fixture->data, NP_TAG_SPAKE2_SALT, salt, NULL);
  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_ITERATION_COUNT, 5001, NULL);
  assert_errors (fixture, "verifier-mismatch");

  /* Without the passcode nobody knows, but what is no verifier at all is found. */
  np_factory_data_remove (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE);
  assert_errors (fixture, "");
  assert_has (fixture, "verifier-unchecked", NP_SEVERITY_INFORMATION, NP_TAG_SPAKE2_VERIFIER);
  np_factory_data_set_bytes (fixture->data, NP_TAG_SPAKE2_VERIFIER, zero, NULL);
  assert_errors (fixture, "verifier-invalid");
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
test_fields (Fixture *fixture, gconstpointer user_data)
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
      check (fixture);
      assert_has (fixture, test->code, test->severity, test->tag);
      if (test->severity == NP_SEVERITY_INFORMATION)
        {
          g_assert_null (test_find_problem (fixture->problems, "date-format"));
          g_assert_null (test_find_problem (fixture->problems, "enable-key-form"));
        }
      g_set_object (&fixture->data, before);
    }
}

/* Nothing else tells that the two don't belong together then. */
static void
test_key_pair_without_dac (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpAttestationKey) other = np_attestation_key_generate (NULL);
  g_autoptr(GBytes) zero = make_bytes (NP_ATTESTATION_KEY_SIZE);

  g_clear_pointer (&fixture->recipe, np_recipe_free);
  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  np_factory_data_remove (fixture->data, NP_TAG_PAI_CERTIFICATE);
  assert_errors (fixture, "");
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY, np_attestation_key_get_public (other), NULL);
  assert_errors (fixture, "public-key-mismatch");
  assert_has (fixture, "public-key-mismatch", NP_SEVERITY_ERROR, NP_TAG_DEVICE_ATTESTATION_PUB_KEY);
  g_assert_cmpstr (fixture->verdict->summary, ==, "A phone could not commission this device: The public key isn't the private key's.");
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, np_attestation_key_get_raw (other), NULL);
  assert_errors (fixture, "");
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, zero, NULL);
  assert_errors (fixture, "private-key-invalid");
}

static void
test_keys_without_dac (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GBytes) key = make_bytes (31);

  fixture->recipe->job = NP_JOB_PROVISION;
  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  np_factory_data_remove (fixture->data, NP_TAG_PAI_CERTIFICATE);
  np_factory_data_set_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, key, NULL);
  assert_errors (fixture, "key-length");
  assert_has (fixture, "key-length", NP_SEVERITY_ERROR, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
}

/* What a board gets during provisioning isn't missed; the declaration is judged all the same. */
static void
test_later (Fixture *fixture, gconstpointer user_data)
{
  const NpTag tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
                         NP_TAG_DEVICE_ATTESTATION_PUB_KEY };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    np_factory_data_remove (fixture->data, tags[i]);
  assert_errors (fixture, "field-missing field-missing dac-missing pai-missing");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_INVALID_ARGUMENT);

  fixture->recipe->job = NP_JOB_PROVISION;
  assert_errors (fixture, "");
  g_assert_cmpint (fixture->verdict->conclusion, ==, NP_DEVICE_LATER);
  np_factory_data_set_number (fixture->data, NP_TAG_PRODUCT_ID, 0x9999, NULL);
  assert_errors (fixture, "cd-product-id");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_CD_PRODUCT_ID);
  g_assert_cmpstr (fixture->verdict->summary, ==,
                   "A phone would refuse this device with 605, CertificationDeclarationInvalidProductId: the certification declaration is for "
                   "other product ids.");
  np_factory_data_remove (fixture->data, NP_TAG_CERTIFICATION_DECLARATION);
  assert_errors (fixture, "field-missing");
}

static void
test_missing_fields (Fixture *fixture, gconstpointer user_data)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr(NpFactoryData) before = np_factory_data_copy (fixture->data);

      np_factory_data_remove (fixture->data, fields[i].tag);
      check (fixture);
      g_assert_cmpint (np_problem_list_has_errors (fixture->problems), ==, fields[i].required != NP_FIELD_OPTIONAL);
      g_set_object (&fixture->data, before);
    }
}

static void
assert_defaults (Fixture *fixture, NpSeverity severity)
{
  check (fixture);
  assert_has (fixture, "default-passcode", severity, NP_TAG_SPAKE2_SETUP_PASSCODE);
  assert_has (fixture, "default-serial-number", severity, NP_TAG_SERIAL_NUMBER);
}

static void
test_default_credentials (Fixture *fixture, gconstpointer user_data)
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
  assert_errors (fixture, "");
  assert_has (fixture, "default-passcode", NP_SEVERITY_WARNING, NP_TAG_SPAKE2_SETUP_PASSCODE);
  assert_has (fixture, "default-serial-number", NP_SEVERITY_WARNING, NP_TAG_SERIAL_NUMBER);

  np_factory_data_set_number (fixture->data, NP_TAG_SETUP_DISCRIMINATOR, 3840, NULL);
  np_factory_data_remove (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE); /* known by its verifier */
  check (fixture);
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
test_default_discriminator (Fixture *fixture, gconstpointer user_data)
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

  check (fixture);
  g_assert_null (test_find_problem (fixture->problems, "default-discriminator"));
  np_factory_data_set_number (fixture->data, NP_TAG_SETUP_DISCRIMINATOR, 3840, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->recipe->mode = cases[i].mode;
      assert_errors (fixture, "");
      assert_has (fixture, "default-discriminator", cases[i].severity, NP_TAG_SETUP_DISCRIMINATOR);
      g_assert_null (test_find_problem (fixture->problems, "default-passcode"));
    }
}

static void
test_production (Fixture *fixture, gconstpointer user_data)
{
  np_factory_data_set_string (fixture->data, NP_TAG_ENABLE_KEY, "0123456789abcdef", NULL);
  assert_errors (fixture, "");

  /* A recipe that stores keys for ever is tried out with test credentials first, but nobody needs test events for that. */
  fixture->recipe->mode = NP_PROVISIONING_MODE_PRODUCTION;
  assert_errors (fixture, "enable-key-production");
  g_assert_cmpint (fixture->verdict->conclusion, ==, NP_DEVICE_UNFIT);
  assert_has (fixture, "production-test-vendor", NP_SEVERITY_WARNING, NP_TAG_VENDOR_ID);
  assert_has (fixture, "production-test-paa", NP_SEVERITY_WARNING, NP_TAG_PAI_CERTIFICATE);
  assert_has (fixture, "production-test-declaration", NP_SEVERITY_WARNING, NP_TAG_CERTIFICATION_DECLARATION);

  fixture->context.production = TRUE;
  assert_errors (fixture, "enable-key-production production-test-vendor production-test-paa production-test-declaration");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_PAA_NOT_FOUND);
  g_assert_cmpstr (fixture->verdict->attestation.name, ==, "PaaNotFound");

  /* With a vendor id of one's own it isn't for tests either. */
  fixture->context.production = FALSE;
  fixture->recipe->mode = NP_PROVISIONING_MODE_UNSET;
  np_factory_data_set_number (fixture->data, NP_TAG_VENDOR_ID, 0x1234, NULL);
  check (fixture);
  assert_has (fixture, "production-test-paa", NP_SEVERITY_WARNING, NP_TAG_PAI_CERTIFICATE);
  g_assert_null (test_find_problem (fixture->problems, "production-test-vendor"));
}

/* A declaration that isn't the test key's: what type it has a phone doesn't mind, a customer does. */
static void
test_certification_type (Fixture *fixture, gconstpointer user_data)
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
      set_device (fixture, kit);
      fixture->context.production = cases[i].production;
      check (fixture);
      if (cases[i].code != NULL)
        assert_has (fixture, cases[i].code, cases[i].severity, NP_TAG_CERTIFICATION_DECLARATION);
      for (guint n = 0; n < G_N_ELEMENTS (cases); n++)
        if (cases[n].code != NULL && g_strcmp0 (cases[n].code, cases[i].code) != 0)
          g_assert_null (test_find_problem (fixture->problems, cases[n].code));
    }
}

/* The PAA has no field and no link below it: what is wrong with it shows where the PAI certificate hangs on it. */
static void
test_paa_not_valid (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(Kit) kit = kit_new ();

  kit->paa.not_before = kit->dac.not_before + 1;
  kit_build (kit);
  set_device (fixture, kit);
  assert_errors (fixture, "chain-validity");
  assert_has (fixture, "chain-validity", NP_SEVERITY_ERROR, NP_TAG_PAI_CERTIFICATE);
  g_assert_cmpint (fixture->verdict->links[NP_CERTIFICATE_DAC].state, ==, NP_CHAIN_LINK_HOLDS);
  g_assert_cmpint (fixture->verdict->links[NP_CERTIFICATE_PAI].state, ==, NP_CHAIN_LINK_BROKEN);
  g_assert_true (g_str_has_prefix (fixture->verdict->links[NP_CERTIFICATE_PAI].reason, "The PAA certificate wasn't valid when"));
}

static void
test_links (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpPaaStore) empty = np_paa_store_new ();
  const NpDeviceVerdict *verdict;
  g_autofree char *pai = NULL;
  g_autofree char *paa = NULL;

  np_paa_store_unref (fixture->context.paas);
  fixture->context.paas = np_paa_store_ref (empty);
  verdict = check (fixture);
  g_assert_cmpint (verdict->attestation.code, ==, NP_ATTESTATION_PAA_NOT_FOUND);
  g_assert_cmpint (verdict->links[NP_CERTIFICATE_DAC].state, ==, NP_CHAIN_LINK_HOLDS);
  g_assert_cmpint (verdict->links[NP_CERTIFICATE_PAI].state, ==, NP_CHAIN_LINK_BROKEN);
  g_assert_nonnull (verdict->links[NP_CERTIFICATE_PAI].reason);
  g_assert_null (verdict->links[NP_CERTIFICATE_PAA].certificate);
  paa = np_chain_link_to_text (verdict, NP_CERTIFICATE_PAA);
  g_assert_cmpstr (paa, ==, "PAA certificate: none that is trusted");

  /* Nor has anybody but us looked at the DAC's signature then. */
  np_factory_data_set_bytes (fixture->data, NP_TAG_PAI_CERTIFICATE, np_factory_data_get_bytes (fixture->data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE),
                             NULL);
  verdict = check (fixture);
  g_assert_cmpint (verdict->links[NP_CERTIFICATE_DAC].state, ==, NP_CHAIN_LINK_BROKEN);
  np_factory_data_remove (fixture->data, NP_TAG_PAI_CERTIFICATE);
  verdict = check (fixture);
  g_assert_cmpint (verdict->links[NP_CERTIFICATE_DAC].state, ==, NP_CHAIN_LINK_UNKNOWN);
  pai = np_chain_link_to_text (verdict, NP_CERTIFICATE_PAI);
  g_assert_cmpstr (pai, ==, "PAI certificate: none that can be read");
}

/* What a reader found before counts: a record that can't be read hides a field. */
static void
test_earlier_errors (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpDeviceVerdict) verdict = NULL;

  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "image-record-length", NULL, g_strdup ("A record is too long."), NULL, "Shorten it.");
  verdict = np_check_device (fixture->data, NULL, &fixture->context, problems);
  g_assert_cmpint (verdict->conclusion, ==, NP_DEVICE_REFUSED);
  g_assert_cmpstr (verdict->summary, ==, "A phone could not commission this device: A record is too long.");
  g_assert_cmpstr (verdict->todo, ==, "Shorten it.");
}

/* What is wrong with the recipe says nothing of the device. */
static void
test_recipe (Fixture *fixture, gconstpointer user_data)
{
  fixture->recipe->factory_data_address = 0;
  g_clear_pointer (&fixture->verdict, np_device_verdict_free);
  fixture->verdict = np_check_device (fixture->data, fixture->recipe, &fixture->context, fixture->problems);
  g_assert_nonnull (test_find_problem (fixture->problems, "recipe-address"));
  g_assert_cmpint (fixture->verdict->conclusion, ==, NP_DEVICE_COMMISSIONED_AS_TEST);
}

static void
test_notes (Fixture *fixture, gconstpointer user_data)
{
  g_ptr_array_unref (fixture->context.notes);
  fixture->context.notes = np_problem_list_new ();
  np_problem_list_add (fixture->context.notes, NP_SEVERITY_WARNING, NP_TAG_NONE, "paa-file-unreadable", "file", g_strdup ("x"), NULL, NULL);
  check (fixture);
  assert_has (fixture, "paa-file-unreadable", NP_SEVERITY_WARNING, NP_TAG_NONE);
}

static gpointer
check_in_thread (gpointer user_data)
{
  g_autoptr(NpFactoryData) data = user_data;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_auto(NpCheckContext) context = { 0 };

  np_check_context_init (&context);

  return np_check_device (data, NULL, &context, problems);
}

static void
test_threads (Fixture *fixture, gconstpointer user_data)
{
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("check", check_in_thread, np_factory_data_copy (fixture->data));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr(NpDeviceVerdict) verdict = g_thread_join (threads[i]);

      g_assert_cmpint (verdict->conclusion, ==, NP_DEVICE_COMMISSIONED_AS_TEST);
    }
}

/* An editor's quick check finds what the whole one finds, but for what takes cryptography. */
static void
test_quick (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *codes = NULL;

  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  np_factory_data_set_number (fixture->data, NP_TAG_VENDOR_ID, 0, NULL);
  np_factory_data_set_number (fixture->data, NP_TAG_SPAKE2_SETUP_PASSCODE, 1, NULL);
  np_check_fields (fixture->data, fixture->recipe, fixture->problems);
  codes = list_errors (fixture->problems);
  g_assert_cmpstr (codes, ==, "field-missing vendor-id-range");
}

#define ADD(name, func) g_test_add ("/device-verdict/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("good", test_good);
  ADD ("real", test_real);
  ADD ("verifier", test_verifier);
  ADD ("fields", test_fields);
  ADD ("keys-without-dac", test_keys_without_dac);
  ADD ("default-discriminator", test_default_discriminator);
  ADD ("certification-type", test_certification_type);
  ADD ("paa-not-valid", test_paa_not_valid);
  ADD ("given-signer", test_given_signer);
  ADD ("key-on-board", test_key_on_board);
  ADD ("key-pair-without-dac", test_key_pair_without_dac);
  ADD ("unfit", test_unfit);
  ADD ("unfit-later", test_unfit_later);
  ADD ("zero-ids", test_zero_ids);
  ADD ("later", test_later);
  ADD ("missing-fields", test_missing_fields);
  ADD ("default-credentials", test_default_credentials);
  ADD ("production", test_production);
  ADD ("links", test_links);
  ADD ("earlier-errors", test_earlier_errors);
  ADD ("recipe", test_recipe);
  ADD ("notes", test_notes);
  ADD ("threads", test_threads);
  ADD ("quick", test_quick);

  return g_test_run ();
}
