/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-factory-file.h"
#include "support-device.h"
#include "support.h"

/* What a phone would do with a device, and in which words that is told. */

static void
test_good (DeviceFixture *fixture, gconstpointer user_data)
{
  const NpDeviceVerdict *verdict = device_check (fixture);
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

/* An authority that is no public test one, and a signer whose certificate the user gave: which phone trusts that one nobody knows, and a
 * device for sale is no exception. */
static void
test_given_signer (DeviceFixture *fixture, gconstpointer user_data)
{
  const NpTag sample_tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY };
  g_autoptr(NpFactoryData) sample = np_factory_data_copy (fixture->data);
  g_autoptr(Kit) kit = kit_new ();

  kit->cd.own_signer = TRUE;
  kit_build (kit);
  device_use_kit (fixture, kit);
  device_assert_errors (fixture, "");
  device_assert_conclusion (fixture, NP_DEVICE_COMMISSIONED_IF_TRUSTED,
                            "A phone that trusts the declaration's signer that was given would commission this device; others refuse it (601).");
  device_assert_has (fixture, "cd-signer-given", NP_SEVERITY_WARNING, NP_TAG_CERTIFICATION_DECLARATION);
  g_assert_false (fixture->verdict->links[NP_CERTIFICATE_PAA].test);

  fixture->context.production = TRUE;
  device_check (fixture);
  device_assert_has (fixture, "cd-signer-given", NP_SEVERITY_WARNING, NP_TAG_CERTIFICATION_DECLARATION);
  g_assert_cmpint (fixture->verdict->conclusion, !=, NP_DEVICE_COMMISSIONED);
  g_assert_true (g_str_has_prefix (fixture->verdict->summary, "A phone that trusts the declaration's signer that was given would"));

  /* Nor does it take a public test authority to be told of the signer. */
  fixture->context.production = FALSE;
  np_paa_store_add_test (fixture->context.paas);
  for (guint i = 0; i < G_N_ELEMENTS (sample_tags); i++)
    np_factory_data_set_bytes (fixture->data, sample_tags[i], np_factory_data_get_bytes (sample, sample_tags[i]), NULL);
  device_assert_conclusion (fixture, NP_DEVICE_COMMISSIONED_IF_TRUSTED,
                            "A phone set up for development that trusts the declaration's signer that was given would commission this device; others "
                            "refuse it (101 or 601).");
}

/* ST's example declaration is signed by a key of the CSA, for products from 0x8000 on. */
static void
test_real (DeviceFixture *fixture, gconstpointer user_data)
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
  device_use_kit (fixture, kit);
  np_factory_data_set_bytes (fixture->data, NP_TAG_CERTIFICATION_DECLARATION,
                             np_factory_data_get_bytes (example, NP_TAG_CERTIFICATION_DECLARATION), NULL);
  device_assert_errors (fixture, "");
  device_assert_conclusion (fixture, NP_DEVICE_COMMISSIONED, "A phone would commission this device.");

  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  device_assert_conclusion (fixture, NP_DEVICE_COMMISSIONED,
                            "A phone would commission this device if the key in the board's secure storage is the DAC's.");
}

/* Who holds no private key can't know which one the device has. */
static void
test_key_on_board (DeviceFixture *fixture, gconstpointer user_data)
{
  np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  device_assert_errors (fixture, "field-missing"); /* to reconfigure a board is to write it */
  g_assert_null (test_find_problem (fixture->problems, "private-key-unchecked"));

  g_clear_pointer (&fixture->recipe, np_recipe_free);
  for (guint i = 0; i < 2; i++)
    {
      device_assert_errors (fixture, "");
      device_assert_has (fixture, "private-key-unchecked", NP_SEVERITY_INFORMATION, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
      device_assert_conclusion (fixture, NP_DEVICE_COMMISSIONED_AS_TEST,
                                "A phone set up for development would commission this device if the key in the board's secure storage is the "
                                "DAC's; others refuse its test credentials.");
      np_factory_data_remove (fixture->data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY); /* it says nothing of the private one */
    }
}

/* An error that no phone minds is still one, and isn't told as a phone's. */
static void
test_unfit (DeviceFixture *fixture, gconstpointer user_data)
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
      device_assert_errors (fixture, "field-missing");
      g_assert_cmpstr (test_find_problem (fixture->problems, "field-missing")->why, ==, cases[i].why);
      device_assert_conclusion (fixture, NP_DEVICE_UNFIT, summary);
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
test_unfit_later (DeviceFixture *fixture, gconstpointer user_data)
{
  const NpTag tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
                         NP_TAG_DEVICE_ATTESTATION_PUB_KEY, NP_TAG_PRODUCT_NAME };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    np_factory_data_remove (fixture->data, tags[i]);
  g_clear_pointer (&fixture->recipe, np_recipe_free);
  device_assert_conclusion (fixture, NP_DEVICE_UNFIT,
                            "Whether a phone would commission this device depends on the DAC that it gets during provisioning. But it must "
                            "not be sold like this: Product name is missing.");
}

/* What a board gets during provisioning isn't missed; the declaration is judged all the same. */
static void
test_later (DeviceFixture *fixture, gconstpointer user_data)
{
  const NpTag tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
                         NP_TAG_DEVICE_ATTESTATION_PUB_KEY };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    np_factory_data_remove (fixture->data, tags[i]);
  device_assert_errors (fixture, "field-missing field-missing dac-missing pai-missing");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_INVALID_ARGUMENT);

  fixture->recipe->job = NP_JOB_PROVISION;
  device_assert_errors (fixture, "");
  g_assert_cmpint (fixture->verdict->conclusion, ==, NP_DEVICE_LATER);
  np_factory_data_set_number (fixture->data, NP_TAG_PRODUCT_ID, 0x9999, NULL);
  device_assert_errors (fixture, "cd-product-id");
  g_assert_cmpint (fixture->verdict->attestation.code, ==, NP_ATTESTATION_CD_PRODUCT_ID);
  g_assert_cmpstr (fixture->verdict->summary, ==,
                   "A phone would refuse this device with 605, CertificationDeclarationInvalidProductId: the certification declaration is for "
                   "other product ids.");
  np_factory_data_remove (fixture->data, NP_TAG_CERTIFICATION_DECLARATION);
  device_assert_errors (fixture, "field-missing");
}

/* The PAA has no field and no link below it: what is wrong with it shows where the PAI certificate hangs on it. */
static void
test_paa_not_valid (DeviceFixture *fixture, gconstpointer user_data)
{
  g_autoptr(Kit) kit = kit_new ();

  kit->paa.not_before = kit->dac.not_before + 1;
  kit_build (kit);
  device_use_kit (fixture, kit);
  device_assert_errors (fixture, "chain-validity");
  device_assert_has (fixture, "chain-validity", NP_SEVERITY_ERROR, NP_TAG_PAI_CERTIFICATE);
  g_assert_cmpint (fixture->verdict->links[NP_CERTIFICATE_DAC].state, ==, NP_CHAIN_LINK_HOLDS);
  g_assert_cmpint (fixture->verdict->links[NP_CERTIFICATE_PAI].state, ==, NP_CHAIN_LINK_BROKEN);
  g_assert_true (g_str_has_prefix (fixture->verdict->links[NP_CERTIFICATE_PAI].reason, "The PAA certificate wasn't valid when"));
}

static void
test_links (DeviceFixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpPaaStore) empty = np_paa_store_new ();
  const NpDeviceVerdict *verdict;
  g_autofree char *pai = NULL;
  g_autofree char *paa = NULL;

  np_paa_store_unref (fixture->context.paas);
  fixture->context.paas = np_paa_store_ref (empty);
  verdict = device_check (fixture);
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
  verdict = device_check (fixture);
  g_assert_cmpint (verdict->links[NP_CERTIFICATE_DAC].state, ==, NP_CHAIN_LINK_BROKEN);
  np_factory_data_remove (fixture->data, NP_TAG_PAI_CERTIFICATE);
  verdict = device_check (fixture);
  g_assert_cmpint (verdict->links[NP_CERTIFICATE_DAC].state, ==, NP_CHAIN_LINK_UNKNOWN);
  pai = np_chain_link_to_text (verdict, NP_CERTIFICATE_PAI);
  g_assert_cmpstr (pai, ==, "PAI certificate: none that can be read");
}

/* What a reader found before counts: a record that can't be read hides a field. */
static void
test_earlier_errors (DeviceFixture *fixture, gconstpointer user_data)
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
test_recipe (DeviceFixture *fixture, gconstpointer user_data)
{
  fixture->recipe->factory_data_address = 0;
  g_clear_pointer (&fixture->verdict, np_device_verdict_free);
  fixture->verdict = np_check_device (fixture->data, fixture->recipe, &fixture->context, fixture->problems);
  g_assert_nonnull (test_find_problem (fixture->problems, "recipe-address"));
  g_assert_cmpint (fixture->verdict->conclusion, ==, NP_DEVICE_COMMISSIONED_AS_TEST);
}

static void
test_notes (DeviceFixture *fixture, gconstpointer user_data)
{
  g_ptr_array_unref (fixture->context.notes);
  fixture->context.notes = np_problem_list_new ();
  np_problem_list_add (fixture->context.notes, NP_SEVERITY_WARNING, NP_TAG_NONE, "paa-file-unreadable", "file", g_strdup ("x"), NULL, NULL);
  device_check (fixture);
  device_assert_has (fixture, "paa-file-unreadable", NP_SEVERITY_WARNING, NP_TAG_NONE);
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
test_threads (DeviceFixture *fixture, gconstpointer user_data)
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  DEVICE_ADD ("good", test_good);
  DEVICE_ADD ("real", test_real);
  DEVICE_ADD ("paa-not-valid", test_paa_not_valid);
  DEVICE_ADD ("given-signer", test_given_signer);
  DEVICE_ADD ("key-on-board", test_key_on_board);
  DEVICE_ADD ("unfit", test_unfit);
  DEVICE_ADD ("unfit-later", test_unfit_later);
  DEVICE_ADD ("later", test_later);
  DEVICE_ADD ("links", test_links);
  DEVICE_ADD ("earlier-errors", test_earlier_errors);
  DEVICE_ADD ("recipe", test_recipe);
  DEVICE_ADD ("notes", test_notes);
  DEVICE_ADD ("threads", test_threads);

  return g_test_run ();
}
