/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "matter/np-spake2p.h"
#include "matter/np-test-pki.h"
#include "np-check-private.h"

/* The passcode's verifier, and credentials that everybody knows. Values of secrets stay out of all texts, the public ones too. */

#define SAMPLE_PASSCODE 20202021
#define SAMPLE_DISCRIMINATOR 3840

/* How the verifier of the SDK's and ST's samples begins: w0 of the sample passcode, "SPAKE2P Key Salt", 1000 iterations. */
static const guint8 sample_w0[] = {
  0xB9, 0x61, 0x70, 0xAA, 0xE8, 0x03, 0x34, 0x68, 0x84, 0x72, 0x4F, 0xE9, 0xA3, 0xB2, 0x87, 0xC3,
  0x03, 0x30, 0xC2, 0xA6, 0x60, 0x37, 0x5D, 0x17, 0xBB, 0x20, 0x5A, 0x8C, 0xF1, 0xAE, 0xCB, 0x35,
};

static const char *const sample_serials[] = { "TEST_SN", "SAMPLE-0001" };

/* Verifiers that were checked: digest of all that went in → NpSpake2pVerdict. A derivation takes longer than all the rest of a check. */
#define N_REMEMBERED 1024

static GMutex remembered_lock;
static GHashTable *remembered;

static char *
digest (guint32 passcode, GBytes *salt, guint32 iterations, GBytes *verifier)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GBytes *parts[] = { salt, verifier };

  g_checksum_update (checksum, (const guchar *) &passcode, sizeof passcode);
  g_checksum_update (checksum, (const guchar *) &iterations, sizeof iterations);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize size;
      const guchar *data = g_bytes_get_data (parts[i], &size);

      g_checksum_update (checksum, (const guchar *) &size, sizeof size);
      g_checksum_update (checksum, data, (gssize) size);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
recall (const char *key, NpSpake2pVerdict *verdict)
{
  gpointer value = NULL;
  gboolean found;

  g_mutex_lock (&remembered_lock);
  found = remembered != NULL && g_hash_table_lookup_extended (remembered, key, NULL, &value);
  g_mutex_unlock (&remembered_lock);
  *verdict = (NpSpake2pVerdict) GPOINTER_TO_INT (value);

  return found;
}

static void
remember (char *key, NpSpake2pVerdict verdict)
{
  g_mutex_lock (&remembered_lock);
  if (remembered == NULL)
    remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size (remembered) >= N_REMEMBERED)
    g_hash_table_remove_all (remembered);
  g_hash_table_replace (remembered, key, GINT_TO_POINTER (verdict));
  g_mutex_unlock (&remembered_lock);
}

static void
add_verdict (NpSpake2pVerdict verdict, GPtrArray *problems)
{
  const char *code = verdict == NP_SPAKE2P_DIFFERS ? "verifier-mismatch" : "verifier-invalid";

  if (verdict != NP_SPAKE2P_MATCHES && verdict != NP_SPAKE2P_LENGTH) /* the length is a rule of the build */
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_SPAKE2_VERIFIER, code, NULL, g_strdup (np_spake2p_verdict_describe (verdict)), NULL,
                         _("Make the verifier anew from passcode, salt and iteration count."));
}

static void
add_failure (const GError *error, GPtrArray *problems)
{
  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_SPAKE2_VERIFIER, "verifier-uncheckable", NULL, g_strdup (error->message),
                       _("Nobody knows whether the passcode opens the device."), NULL);
}

static void
check_against (guint32 passcode, GBytes *salt, guint32 iterations, GBytes *verifier, GPtrArray *problems)
{
  g_auto(NpSpake2pParameters) parameters = { 0 };
  g_autofree char *key = NULL;
  g_autoptr(GError) error = NULL;
  NpSpake2pVerdict verdict;

  /* What Matter doesn't allow is told by the rules of the build. */
  if (!np_spake2p_parameters_init (&parameters, passcode, salt, iterations, NULL))
    return;

  key = digest (passcode, salt, iterations, verifier);
  if (!recall (key, &verdict))
    {
      if (!np_spake2p_check (&parameters, verifier, &verdict, &error))
        {
          add_failure (error, problems);
          return;
        }
      remember (g_steal_pointer (&key), verdict);
    }
  add_verdict (verdict, problems);
}

static void
check_without_passcode (GBytes *verifier, GPtrArray *problems)
{
  g_autoptr(GError) error = NULL;
  NpSpake2pVerdict verdict;

  if (np_spake2p_examine (verifier, &verdict, &error))
    add_verdict (verdict, problems);
  else
    add_failure (error, problems);
  np_problem_list_add (problems, NP_SEVERITY_INFORMATION, NP_TAG_SPAKE2_VERIFIER, "verifier-unchecked", NULL,
                       g_strdup (_("Whether the verifier is the passcode's can't be checked: the data hold no passcode.")), NULL, NULL);
}

void
np_check_verifier (NpFactoryData *data, GPtrArray *problems)
{
  GBytes *verifier = np_factory_data_get_bytes (data, NP_TAG_SPAKE2_VERIFIER);
  GBytes *salt = np_factory_data_get_bytes (data, NP_TAG_SPAKE2_SALT);
  guint32 iterations;
  guint32 passcode;

  if (verifier == NULL)
    return;

  if (!np_factory_data_get_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, &passcode))
    check_without_passcode (verifier, problems);
  else if (salt != NULL && np_factory_data_get_number (data, NP_TAG_SPAKE2_ITERATION_COUNT, &iterations))
    check_against (passcode, salt, iterations, verifier, problems);
}

/* Credentials that everybody knows */

static gboolean
has_sample_passcode (NpFactoryData *data)
{
  GBytes *verifier = np_factory_data_get_bytes (data, NP_TAG_SPAKE2_VERIFIER);
  guint32 passcode;

  if (np_factory_data_get_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, &passcode) && passcode == SAMPLE_PASSCODE)
    return TRUE;

  return verifier != NULL && g_bytes_get_size (verifier) >= sizeof sample_w0 &&
         memcmp (g_bytes_get_data (verifier, NULL), sample_w0, sizeof sample_w0) == 0;
}

static gboolean
has_sample_serial (NpFactoryData *data)
{
  g_autofree char *serial = np_factory_data_dup_string (data, NP_TAG_SERIAL_NUMBER);

  for (guint i = 0; serial != NULL && i < G_N_ELEMENTS (sample_serials); i++)
    {
      if (g_str_equal (serial, sample_serials[i]))
        return TRUE;
    }

  return FALSE;
}

/* Whether the devices go to customers: somebody says so, or the recipe stores keys for ever. */
gboolean
np_check_is_for_sale (const NpRecipe *recipe, gboolean production)
{
  return production || (recipe != NULL && recipe->mode == NP_PROVISIONING_MODE_PRODUCTION);
}

static NpSeverity
rate_default_credentials (const NpRecipe *recipe, gboolean production)
{
  if (np_check_is_for_sale (recipe, production))
    return NP_SEVERITY_ERROR;

  return recipe != NULL && recipe->mode == NP_PROVISIONING_MODE_TEST ? NP_SEVERITY_INFORMATION : NP_SEVERITY_WARNING;
}

/* Alone it is no error: one device in 4096 has it by chance. */
static void
check_default_discriminator (NpSeverity severity, GPtrArray *problems)
{
  np_problem_list_add (problems, MIN (severity, NP_SEVERITY_WARNING), NP_TAG_SETUP_DISCRIMINATOR, "default-discriminator", NULL,
                       g_strdup_printf (_("The discriminator, %d, is that of every sample of the Matter SDK and of ST."), SAMPLE_DISCRIMINATOR),
                       _("Where all devices have the same, phones can't tell those apart that wait to be set up."),
                       _("Give each device a random discriminator, unless this is for tests."));
}

void
np_check_default_credentials (NpFactoryData *data, const NpRecipe *recipe, gboolean production, GPtrArray *problems)
{
  NpSeverity severity = rate_default_credentials (recipe, production);
  guint32 discriminator = 0;

  np_factory_data_get_number (data, NP_TAG_SETUP_DISCRIMINATOR, &discriminator);
  if (has_sample_passcode (data))
    np_problem_list_add (problems, severity, NP_TAG_SPAKE2_SETUP_PASSCODE, "default-passcode", NULL,
                         discriminator == SAMPLE_DISCRIMINATOR
                             ? g_strdup (_("Passcode and discriminator are those of every sample of the Matter SDK and of ST."))
                             : g_strdup (_("The passcode is that of every sample of the Matter SDK and of ST.")),
                         _("Everybody knows it: whoever is near can take over the device."),
                         _("Give each device a random passcode and discriminator, unless this is for tests."));
  else if (discriminator == SAMPLE_DISCRIMINATOR)
    check_default_discriminator (severity, problems);
  if (has_sample_serial (data))
    np_problem_list_add (problems, severity, NP_TAG_SERIAL_NUMBER, "default-serial-number", NULL,
                         g_strdup (_("The serial number is that of a sample.")), _("Devices with the same number can't be told apart."),
                         _("Give each device its own serial number, unless this is for tests."));
}

/* Test credentials where a real device is meant */

static gboolean
is_test_vendor (guint32 vendor_id)
{
  return vendor_id >= NP_TEST_VENDOR_ID_FIRST && vendor_id <= NP_TEST_VENDOR_ID_LAST;
}

static void
add_test_part (NpSeverity severity, NpTag tag, const char *code, const char *what, GPtrArray *problems)
{
  np_problem_list_add (problems, severity, tag, code, NULL, g_strdup (what), _("Phones in the field refuse test credentials."),
                       _("Use real credentials for devices that are sold; for tests, use a test vendor id and the mode “test”."));
}

/* What a declaration may say that the test key didn't sign: with that key, type 0 is right. */
static void
check_certification_type (NpSeverity severity, guint8 type, GPtrArray *problems)
{
  if (type == NP_CERTIFICATION_TYPE_TEST)
    np_problem_list_add (problems, severity, NP_TAG_CERTIFICATION_DECLARATION, "cd-type-test", NULL,
                         g_strdup (_("The certification declaration is of type 0, test, though the test key didn't sign it.")),
                         _("It doesn't certify the product, even where phones accept its signature."),
                         _("Use the declaration that the CSA issued for the certified product."));
  else if (type == NP_CERTIFICATION_TYPE_PROVISIONAL)
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_CERTIFICATION_DECLARATION, "cd-type-provisional", NULL,
                         g_strdup (_("The certification declaration is of type 1, provisional.")),
                         _("It stands in for the official one until the product is certified."),
                         _("Use the declaration that the CSA issued for the certified product."));
}

/* Real devices are meant when somebody says so, when the recipe stores keys for ever, and with a vendor id of one's own. Only what somebody
 * says makes errors of test credentials: a recipe for production is tried out with them first. */
void
np_check_test_credentials (NpFactoryData *data, const NpRecipe *recipe, gboolean production, const NpAttestationParts *parts,
                           GPtrArray *problems)
{
  NpSeverity severity = production ? NP_SEVERITY_ERROR : NP_SEVERITY_WARNING;
  gboolean meant = np_check_is_for_sale (recipe, production);
  guint32 vendor_id = 0;
  gboolean test_vendor;

  if (parts->declaration != NULL && (parts->signer == NULL || parts->signer->kind != NP_CD_SIGNER_TEST))
    check_certification_type (severity, parts->declaration->certification_type, problems);
  if (!np_factory_data_get_number (data, NP_TAG_VENDOR_ID, &vendor_id))
    return;

  test_vendor = is_test_vendor (vendor_id);
  if (test_vendor && meant)
    add_test_part (severity, NP_TAG_VENDOR_ID, "production-test-vendor", _("The vendor id is one for tests, in a device for production."), problems);
  else if (test_vendor)
    np_problem_list_add (problems, NP_SEVERITY_INFORMATION, NP_TAG_VENDOR_ID, "test-vendor", NULL,
                         g_strdup_printf (_("The vendor id, 0x%04X, is one of those for tests."), vendor_id), NULL, NULL);

  if (test_vendor && !meant)
    return;
  if (parts->paa != NULL && np_paa_is_test (parts->paa))
    add_test_part (severity, NP_TAG_PAI_CERTIFICATE, "production-test-paa",
                   _("The certificates are from a public test authority, in a device that isn't for tests."), problems);
  if (parts->signer != NULL && parts->signer->kind == NP_CD_SIGNER_TEST)
    add_test_part (severity, NP_TAG_CERTIFICATION_DECLARATION, "production-test-declaration",
                   _("The certification declaration is signed with the public test key, in a device that isn't for tests."), problems);
}
