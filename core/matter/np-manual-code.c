/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The manual form of the setup payload: 11 digits, or 21 with vendor and product. The last one is a check digit. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

#include "np-setup-payload-private.h"

#define SHORT_LENGTH 11
#define LONG_LENGTH 21

/* Where the digits' groups begin (Matter core specification, section 5.1.4.1). */
#define FIRST 0
#define LOW 1
#define HIGH 6
#define VENDOR 10
#define PRODUCT 15

/* The first digit: discriminator bits 11 and 10, and whether vendor and product follow. 8 and 9 would be a later version. */
#define FLAG_VENDOR 4
#define FIRST_MAXIMUM 7

#define PASSCODE_LOW_BITS 14

/* The product of two elements of the dihedral group D5, and the powers of a permutation: Verhoeff's check digit. */
static guint
dihedral_multiply (guint a, guint b)
{
  guint sum = a < 5 ? a + b % 5 : a + 5 - b % 5;

  return (a < 5) == (b < 5) ? sum % 5 : sum % 5 + 5;
}

static guint
permute (guint digit, guint times)
{
  static const guint8 permutation[] = { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 };

  for (guint i = 0; i < times % 8; i++)
    digit = permutation[digit];

  return digit;
}

/* 0 if the last digit is the right one. */
static guint
verhoeff_sum (const char *digits, gsize length)
{
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    sum = dihedral_multiply (sum, permute (digits[length - 1 - i] - '0', i));

  return sum;
}

/* There is one for any digits. */
static void
append_check_digit (GString *digits)
{
  g_string_append_c (digits, '0');
  while (verhoeff_sum (digits->str, digits->len) != 0)
    digits->str[digits->len - 1]++;
}

static guint32
read_group (const char *digits, guint start, guint length)
{
  guint32 value = 0;

  for (guint i = 0; i < length; i++)
    value = value * 10 + (digits[start + i] - '0');

  return value;
}

/**
 * np_setup_payload_encode_manual:
 * @self: the payload
 * @error: %NP_ERROR_INVALID_DATA: it breaks a rule
 *
 * Returns: (transfer full): 11 digits, or 21 if the commissioning flow isn't the standard one
 */
char *
np_setup_payload_encode_manual (const NpSetupPayload *self, GError **error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  guint32 passcode_low;
  gboolean vendor;
  guint first;
  GString *digits;

  g_return_val_if_fail (self != NULL, NULL);

  np_setup_payload_check (self, problems);
  if (!np_problem_list_to_error (problems, error))
    return NULL;

  vendor = self->flow != NP_COMMISSIONING_FLOW_STANDARD;
  passcode_low = self->passcode & ((1u << PASSCODE_LOW_BITS) - 1);
  first = self->discriminator >> 10 | (vendor ? FLAG_VENDOR : 0);
  digits = g_string_sized_new (LONG_LENGTH + 1);
  g_string_append_printf (digits, "%u%05u%04u", first, (self->discriminator >> 8 & 3u) << PASSCODE_LOW_BITS | passcode_low,
                          self->passcode >> PASSCODE_LOW_BITS);
  if (vendor)
    g_string_append_printf (digits, "%05u%05u", self->vendor_id, self->product_id);

  append_check_digit (digits);

  return g_string_free (digits, FALSE);
}

/* The digits without the spaces and dashes between them. */
static char *
collect_digits (const char *code, GPtrArray *problems)
{
  g_autoptr(GString) digits = g_string_sized_new (strlen (code));

  for (const char *p = code; *p != '\0'; p++)
    {
      g_autofree char *character = NULL;
      g_autofree char *place = NULL;

      if (g_ascii_isdigit (*p))
        g_string_append_c (digits, *p);
      if (g_ascii_isdigit (*p) || *p == ' ' || *p == '-')
        continue;

      place = g_strdup_printf (_("character %zu"), (gsize) (p - code) + 1);
      character = np_payload_describe_character (p);
      np_payload_report (problems, NP_PAYLOAD_RULE_ALPHABET, place,
                         _("A manual code consists of digits (spaces and dashes don't count); here stands %s."), character);
      return NULL;
    }

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* What a slip of the finger breaks: if this is wrong, nothing else that the digits say means anything. */
static gboolean
check_form (const char *digits, GPtrArray *problems)
{
  gsize length = strlen (digits);

  if (length == 0)
    {
      np_payload_report (problems, NP_PAYLOAD_RULE_EMPTY, NULL, _("There is no code."));
      return FALSE;
    }

  if (length != SHORT_LENGTH && length != LONG_LENGTH)
    {
      np_payload_report (problems, NP_PAYLOAD_RULE_LENGTH, NULL,
                         ngettext ("The code has %zu digit; a manual code has 11 or 21.",
                                   "The code has %zu digits; a manual code has 11 or 21.", length),
                         length);
      return FALSE;
    }

  if (verhoeff_sum (digits, length) != 0)
    {
      np_payload_report (problems, NP_PAYLOAD_RULE_CHECK_DIGIT, NULL,
                         _("The last digit doesn't fit the others: one is wrong, or two changed places."));
      return FALSE;
    }

  return TRUE;
}

/* Digits that can say more than the bits they stand for. */
static gboolean
check_groups (const char *digits, GPtrArray *problems)
{
  static const struct
  {
    guint8 start;
    guint8 length;
    guint32 maximum;
    const char *what;
  } groups[] = {
    { LOW, HIGH - LOW, 0xFFFF, N_("Digits 2 to 6 are above 65535: they hold 16 bits.") },
    { HIGH, VENDOR - HIGH, 0x1FFF, N_("Digits 7 to 10 are above 8191: they hold 13 bits.") },
    { VENDOR, PRODUCT - VENDOR, 0xFFFF, N_("Digits 11 to 15, the vendor ID, are above 65535.") },
    { PRODUCT, LONG_LENGTH - 1 - PRODUCT, 0xFFFF, N_("Digits 16 to 20, the product ID, are above 65535.") },
  };
  gsize length = strlen (digits);
  guint n_before = problems->len;

  for (guint i = 0; i < G_N_ELEMENTS (groups) && groups[i].start + groups[i].length < length; i++)
    {
      if (read_group (digits, groups[i].start, groups[i].length) > groups[i].maximum)
        np_payload_report (problems, NP_PAYLOAD_RULE_RANGE, NULL, "%s", _(groups[i].what));
    }

  return problems->len == n_before;
}

static gboolean
check_first_digit (const char *digits, GPtrArray *problems)
{
  guint first = read_group (digits, FIRST, 1);
  gboolean vendor = strlen (digits) == LONG_LENGTH;

  if (first > FIRST_MAXIMUM)
    {
      np_payload_report (problems, NP_PAYLOAD_RULE_VERSION, NULL,
                         _("The code begins with %u; version 0, the only one so far, begins with 0 to 7."), first);
      return FALSE;
    }

  if (vendor && (first & FLAG_VENDOR) == 0)
    {
      np_payload_report (problems, NP_PAYLOAD_RULE_VENDOR_FLAG, NULL,
                         _("The code has 21 digits, but its first digit, %u, says that no vendor and product follow."), first);
      return FALSE;
    }

  if (!vendor && (first & FLAG_VENDOR) != 0)
    {
      np_payload_report (problems, NP_PAYLOAD_RULE_VENDOR_FLAG, NULL,
                         _("The first digit, %u, says that vendor and product follow, but the code has only 11 digits."), first);
      return FALSE;
    }

  return TRUE;
}

static NpSetupPayload *
read_digits (const char *digits, GPtrArray *problems)
{
  g_autoptr(NpSetupPayload) payload = NULL;
  guint32 low;

  if (!check_form (digits, problems) || !check_first_digit (digits, problems) || !check_groups (digits, problems))
    return NULL;

  low = read_group (digits, LOW, HIGH - LOW);
  payload = np_setup_payload_new ();
  payload->short_discriminator = TRUE;
  payload->discriminator = (read_group (digits, FIRST, 1) & 3) << 10 | low >> PASSCODE_LOW_BITS << 8;
  payload->passcode = read_group (digits, HIGH, VENDOR - HIGH) << PASSCODE_LOW_BITS | (low & ((1u << PASSCODE_LOW_BITS) - 1));
  if (strlen (digits) == LONG_LENGTH)
    {
      payload->flow = NP_COMMISSIONING_FLOW_CUSTOM;
      payload->vendor_id = read_group (digits, VENDOR, PRODUCT - VENDOR);
      payload->product_id = read_group (digits, PRODUCT, LONG_LENGTH - 1 - PRODUCT);
    }

  np_setup_payload_check_values (payload, NULL, NP_SEVERITY_WARNING, problems);

  return g_steal_pointer (&payload);
}

/**
 * np_setup_payload_decode_manual:
 * @code: 11 or 21 digits, with or without spaces and dashes
 * @problems: (element-type NpProblem): where problems are added
 *
 * Returns: (transfer full) (nullable): what it says, if it can be read
 */
NpSetupPayload *
np_setup_payload_decode_manual (const char *code, GPtrArray *problems)
{
  g_autofree char *digits = NULL;
  NpSetupPayload *payload;

  g_return_val_if_fail (code != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  digits = collect_digits (code, problems);
  if (digits == NULL)
    return NULL;

  payload = read_digits (digits, problems);
  OPENSSL_cleanse (digits, strlen (digits));

  return payload;
}

/**
 * np_setup_payload_group_manual:
 * @digits: 11 or 21 digits
 *
 * Returns: (transfer full): the digits as people read them: "3497-011-2332", "7497-011-2336-55213-27694"
 */
char *
np_setup_payload_group_manual (const char *digits)
{
  static const guint8 group_ends[] = { 4, 7, 11, 16 };
  GString *text = g_string_sized_new (LONG_LENGTH + G_N_ELEMENTS (group_ends) + 1);

  for (gsize i = 0, group = 0; digits[i] != '\0'; i++)
    {
      if (group < G_N_ELEMENTS (group_ends) && i == group_ends[group])
        {
          g_string_append_c (text, '-');
          group++;
        }
      g_string_append_c (text, digits[i]);
    }

  return g_string_free (text, FALSE);
}
