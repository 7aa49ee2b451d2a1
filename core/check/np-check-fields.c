/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-field-value.h"
#include "np-check-private.h"

/* What each field must keep to beyond the rules of a build: presence, and limits that the format doesn't care about. */

/* What ST's examples set aside for the certification declaration (FactoryDataProvider.cpp); another application may set aside more. */
#define EXAMPLE_CD_BUFFER 539

/* Attestation judges these itself, with the SDK's code for each that is missing. */
static gboolean
is_judged (NpTag tag)
{
  return tag == NP_TAG_CERTIFICATION_DECLARATION || tag == NP_TAG_DEVICE_ATTESTATION_CERTIFICATE || tag == NP_TAG_PAI_CERTIFICATE;
}

/* What a device lacks without a field; attestation says it of those that it judges. */
static const struct
{
  NpTag tag;
  const char *why;
} losses[] = {
  { NP_TAG_CERTIFICATION_DECLARATION, N_("Phones refuse a device that can't show that it is certified.") },
  { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, N_("Phones refuse a device that can't show that it is genuine.") },
  { NP_TAG_PAI_CERTIFICATE, N_("Phones can't tell whether the DAC is genuine without it.") },
  { NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, N_("The device can't sign its attestation without it.") },
  { NP_TAG_DEVICE_ATTESTATION_PUB_KEY, N_("Firmware loads both halves of the DAC's key pair, and can't sign without one of them.") },
  { NP_TAG_SETUP_DISCRIMINATOR, N_("A phone finds the device that waits to be set up by it.") },
  { NP_TAG_SPAKE2_ITERATION_COUNT, N_("A phone makes its proof that it knows the passcode with it.") },
  { NP_TAG_SPAKE2_SALT, N_("A phone makes its proof that it knows the passcode with it.") },
  { NP_TAG_SPAKE2_VERIFIER, N_("The device can't check the passcode without it, and lets no phone in.") },
  { NP_TAG_VENDOR_NAME, N_("Apps ask the device for it to name the maker, and get an error instead. It can be commissioned all the same.") },
  { NP_TAG_VENDOR_ID, N_("A phone asks the device whose product it is, and refuses it without an answer.") },
  { NP_TAG_PRODUCT_NAME, N_("Apps ask the device for it to name the product, and get an error instead. It can be commissioned all the same.") },
  { NP_TAG_PRODUCT_ID, N_("A phone asks the device which product it is, and refuses it without an answer.") },
  { NP_TAG_HARDWARE_VERSION, N_("Apps ask the device for it, and get an error instead. It can be commissioned all the same.") },
};

static const char *
find_loss (NpTag tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      if (losses[i].tag == tag)
        return _(losses[i].why);
    }

  return NULL;
}

static void
check_required (NpFactoryData *data, const NpField *field, const NpRecipe *recipe, gboolean attested, GPtrArray *problems)
{
  gboolean reconfigures = recipe != NULL && recipe->job == NP_JOB_RECONFIGURE;
  gboolean needed = field->required == NP_FIELD_REQUIRED || (field->required == NP_FIELD_REQUIRED_RECONFIGURE && reconfigures);

  if (!needed || np_factory_data_has (data, field->tag) || (attested && is_judged (field->tag)))
    return;

  np_problem_list_add (problems, NP_SEVERITY_ERROR, field->tag, "field-missing", NULL, g_strdup_printf (_("%s is missing."), _(field->title)),
                       find_loss (field->tag), _("Add it to the factory data."));
}

static void
check_unreported (NpFactoryData *data, const NpField *field, GPtrArray *problems)
{
  if (field->unreported && np_factory_data_has (data, field->tag))
    np_problem_list_add (problems, NP_SEVERITY_INFORMATION, field->tag, "field-unreported", NULL,
                         g_strdup_printf (_("%s is stored, but ST's firmware never reports it."), _(field->title)), NULL, NULL);
}

static void
check_text (const NpField *field, gsize size, GPtrArray *problems)
{
  if (field->type != NP_FIELD_TYPE_STRING || size == 0 || size >= field->minimum)
    return;

  np_problem_list_add (problems, NP_SEVERITY_WARNING, field->tag, "text-too-short", NULL,
                       g_strdup_printf (ngettext ("%s is %zu byte long; Matter asks for at least %u.",
                                                  "%s is %zu bytes long; Matter asks for at least %u.", size),
                                        _(field->title), size, field->minimum),
                       NULL, _("Give it a longer value, or leave the field out."));
}

static void
check_id (const NpField *field, GBytes *value, const char *code, const char *why, GPtrArray *problems)
{
  guint32 id;

  if (!np_field_value_get_number (field, value, &id) || (id >= field->minimum && id <= field->maximum))
    return;

  np_problem_list_add (problems, NP_SEVERITY_ERROR, field->tag, code, NULL,
                       g_strdup_printf (_("%s is 0x%04X; it must be from 0x%04X to 0x%04X."), _(field->title), id, field->minimum, field->maximum), why,
                       _("Give the number that the Connectivity Standards Alliance or your company assigned."));
}

static void
check_vendor_id (const NpField *field, GBytes *value, GPtrArray *problems)
{
  check_id (field, value, "vendor-id-range", _("0 means none, and numbers above 0xFFF4 belong to nobody."), problems);
}

static void
check_product_id (const NpField *field, GBytes *value, GPtrArray *problems)
{
  check_id (field, value, "product-id-range", _("0 means none."), problems);
}

static void
check_certificate (const NpField *field, GBytes *value, GPtrArray *problems)
{
  gsize size = g_bytes_get_size (value);

  if (size <= field->maximum || size > NP_FIELD_MAX_LENGTH)
    return;

  np_problem_list_add (problems, NP_SEVERITY_ERROR, field->tag, "firmware-buffer", NULL,
                       g_strdup_printf (_("%s is %zu bytes long; the firmware has room for %u."), _(field->title), size, field->maximum),
                       _("The device answers with an error instead of its certificate, and no phone commissions it."),
                       _("Have the certificate issued anew, with shorter names."));
}

static void
check_declaration (const NpField *field, GBytes *value, GPtrArray *problems)
{
  gsize size = g_bytes_get_size (value);

  if (size <= EXAMPLE_CD_BUFFER || size > NP_FIELD_MAX_LENGTH)
    return;

  np_problem_list_add (problems, NP_SEVERITY_WARNING, field->tag, "firmware-buffer", NULL,
                       g_strdup_printf (_("%s is %zu bytes long; ST's example applications have room for %d."), _(field->title), size, EXAMPLE_CD_BUFFER),
                       _("With less room the device answers with an error instead of its declaration."),
                       _("Check the size of the buffer in your application."));
}

static void
check_key (const NpField *field, GBytes *value, GPtrArray *problems)
{
  gsize size = g_bytes_get_size (value);

  if (size == 0 || (size >= field->minimum && size <= field->maximum))
    return;

  np_problem_list_add (problems, NP_SEVERITY_ERROR, field->tag, "key-length", NULL,
                       g_strdup_printf (ngettext ("%s is %zu byte long; it must be %u.", "%s is %zu bytes long; it must be %u.", size), _(field->title),
                                        size, field->maximum),
                       _("The firmware can't use a key of another form."), _("Give the raw key."));
}

/* Year, month and day at the start of a text, with or without dashes */
static gboolean
begins_with_date (const char *text, gsize size)
{
  gboolean dashed = size >= 10 && text[4] == '-' && text[7] == '-';
  const guint places[] = { 0, 1, 2, 3, 5, 6, 8, 9 };
  guint digits[G_N_ELEMENTS (places)];

  if (size < G_N_ELEMENTS (places))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char letter = text[dashed ? places[i] : i];

      if (!g_ascii_isdigit (letter))
        return FALSE;
      digits[i] = (guint) g_ascii_digit_value (letter);
    }

  return g_date_valid_dmy ((GDateDay) (digits[6] * 10 + digits[7]), (GDateMonth) (digits[4] * 10 + digits[5]),
                           (GDateYear) (digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]));
}

static void
check_date (const NpField *field, GBytes *value, GPtrArray *problems)
{
  gsize size;
  const char *text = g_bytes_get_data (value, &size);

  if (size < field->minimum || begins_with_date (text, size))
    return;

  np_problem_list_add (problems, NP_SEVERITY_WARNING, field->tag, "date-format", NULL,
                       g_strdup_printf (_("%s doesn't begin with a date such as 2026-11-22 or 20261122."), _(field->title)), NULL,
                       _("Write year, month and day, in this order."));
}

/* A text of 16 bytes, or 32 hexadecimal digits for them; what is shorter or longer than either was told. */
static void
check_enable_key (const NpField *field, GBytes *value, GPtrArray *problems)
{
  gsize size;
  const char *text = g_bytes_get_data (value, &size);
  gsize n_digits = 0;

  while (n_digits < size && g_ascii_isxdigit (text[n_digits]))
    n_digits++;
  if (size <= field->minimum || size > field->maximum || (size == field->maximum && n_digits == size))
    return;

  np_problem_list_add (problems, NP_SEVERITY_WARNING, field->tag, "enable-key-form", NULL,
                       size == field->maximum ? g_strdup_printf (_("%s has %zu bytes that aren't all hexadecimal digits."), _(field->title), size)
                                              : g_strdup_printf (_("%s is %zu bytes long."), _(field->title), size),
                       _("An enable key has 16 bytes."), _("Give 16 characters of text, or 32 hexadecimal digits."));
}

static void
refuse_enable_key (const NpField *field, GBytes *value, GPtrArray *problems)
{
  np_problem_list_add (problems, NP_SEVERITY_ERROR, field->tag, "enable-key-production", NULL,
                       g_strdup_printf (_("%s must not be in a device that is sold."), _(field->title)),
                       _("Whoever knows it can trigger test events."), _("Leave the field out."));
}

/* not_attested: only where the attestation isn't judged; for_sale: only for devices that are sold */
typedef struct
{
  NpTag tag;
  void (*check) (const NpField *field, GBytes *value, GPtrArray *problems);
  gboolean not_attested;
  gboolean for_sale;
} ValueRule;

static const ValueRule value_rules[] = {
  { .tag = NP_TAG_VENDOR_ID, .check = check_vendor_id },
  { .tag = NP_TAG_PRODUCT_ID, .check = check_product_id },
  { .tag = NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, .check = check_certificate },
  { .tag = NP_TAG_PAI_CERTIFICATE, .check = check_certificate },
  { .tag = NP_TAG_CERTIFICATION_DECLARATION, .check = check_declaration },
  { .tag = NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, .check = check_key, .not_attested = TRUE },
  { .tag = NP_TAG_DEVICE_ATTESTATION_PUB_KEY, .check = check_key, .not_attested = TRUE },
  { .tag = NP_TAG_MANUFACTURING_DATE, .check = check_date },
  { .tag = NP_TAG_ENABLE_KEY, .check = check_enable_key },
  { .tag = NP_TAG_ENABLE_KEY, .check = refuse_enable_key, .for_sale = TRUE },
};

static void
check_value (const NpField *field, GBytes *value, gboolean attested, gboolean for_sale, GPtrArray *problems)
{
  check_text (field, g_bytes_get_size (value), problems);
  for (guint i = 0; i < G_N_ELEMENTS (value_rules); i++)
    {
      const ValueRule *rule = &value_rules[i];

      if (rule->tag == field->tag && !(rule->not_attested && attested) && (for_sale || !rule->for_sale))
        rule->check (field, value, problems);
    }
}

/* attested: the attestation is judged as well, with codes of its own for what is missing there, and keys are compared with the DAC's */
void
np_check_fields_alone (NpFactoryData *data, const NpRecipe *recipe, gboolean attested, gboolean production, GPtrArray *problems)
{
  gboolean for_sale = np_check_is_for_sale (recipe, production);
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *value = np_factory_data_get_bytes (data, fields[i].tag);

      check_required (data, &fields[i], recipe, attested, problems);
      check_unreported (data, &fields[i], problems);
      if (value != NULL)
        check_value (&fields[i], value, attested, for_sale, problems);
    }
}
