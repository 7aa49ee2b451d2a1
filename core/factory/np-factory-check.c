/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules that a build refuses by: those that the format, or a field alone (or beside the verifier it belongs to), breaks. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-factory-check-private.h"
#include "np-field-value.h"
#include "np-passcode.h"
#include "np-problem.h"

typedef struct
{
  NpFactoryData *data;
  GHashTable *places;
  GPtrArray *problems;
} Check;

typedef struct
{
  NpTag tag;
  gboolean beside_verifier; /* the limits mean something only when a verifier was made with this value */
  const char *code;
  const char *why;
  const char *todo;
} LimitRule;

static const LimitRule limit_rules[] = {
  {
      .tag = NP_TAG_SETUP_DISCRIMINATOR,
      .code = "discriminator-range",
      .why = N_("A discriminator has 12 bits."),
      .todo = N_("Choose a number from 0 to 4095."),
  },
  {
      .tag = NP_TAG_SPAKE2_ITERATION_COUNT,
      .beside_verifier = TRUE,
      .code = "iterations-range",
      .why = N_("Matter allows no other iteration counts, and phones refuse the device."),
      .todo = N_("Make the verifier anew with an iteration count from 1000 to 100000."),
  },
  {
      .tag = NP_TAG_SPAKE2_SALT,
      .beside_verifier = TRUE,
      .code = "salt-length",
      .why = N_("Matter allows no other salts, and phones refuse the device."),
      .todo = N_("Make the verifier anew with a salt of 16 to 32 bytes."),
  },
  {
      .tag = NP_TAG_SPAKE2_VERIFIER,
      .code = "verifier-length",
      .why = N_("A verifier is w0 (32 bytes) followed by L (65 bytes)."),
      .todo = N_("Make the verifier anew from passcode, salt and iteration count."),
  },
};

static void
add_error (Check *check, const NpField *field, const char *code, char *what, const char *why, const char *todo)
{
  const char *where = NULL;

  if (check->places != NULL)
    where = g_hash_table_lookup (check->places, GUINT_TO_POINTER (field->tag));

  np_problem_list_add (check->problems, NP_SEVERITY_ERROR, field->tag, code, where, what, why, todo);
}

/* What the format itself can't carry. */
static gboolean
check_record_length (Check *check, const NpField *field, gsize size)
{
  if (size == 0)
    {
      add_error (check, field, "value-empty", g_strdup_printf (_("%s is empty."), _(field->title)),
                 _("ST's firmware stops reading at an empty record and never sees those after it."),
                 _("Give it a value, or leave the field out."));
      return FALSE;
    }

  if (size > NP_FIELD_MAX_LENGTH)
    {
      add_error (check, field, "value-too-long",
                 g_strdup_printf (_("%s is %zu bytes long; a record holds at most %d."), _(field->title), size, NP_FIELD_MAX_LENGTH),
                 _("ST's firmware stops reading at a longer record and never sees those after it."), _("Shorten it."));
      return FALSE;
    }

  return TRUE;
}

static void
check_text (Check *check, const NpField *field, gsize size)
{
  if (field->type != NP_FIELD_TYPE_STRING || size <= field->maximum)
    return;

  add_error (check, field, "text-too-long",
             g_strdup_printf (_("%s is %zu bytes long; at most %u are allowed."), _(field->title), size, field->maximum),
             _("Matter allows no more, and the firmware has no room for it."),
             _("Shorten it; a letter that isn't plain ASCII takes 2 to 4 bytes."));
}

/* What is said of a value beyond its field's limits, NULL if it is within them. */
static char *
describe_excess (const NpField *field, GBytes *value)
{
  gsize size = g_bytes_get_size (value);
  guint32 number;

  if (np_field_value_get_number (field, value, &number))
    {
      if (number >= field->minimum && number <= field->maximum)
        return NULL;

      return g_strdup_printf (_("%s is %u; it must be from %u to %u."), _(field->title), number, field->minimum, field->maximum);
    }

  if (size >= field->minimum && size <= field->maximum)
    return NULL;

  if (field->minimum == field->maximum)
    return g_strdup_printf (ngettext ("%s is %zu byte long; it must be %u.", "%s is %zu bytes long; it must be %u.", size),
                            _(field->title), size, field->maximum);

  return g_strdup_printf (ngettext ("%s is %zu byte long; it must be %u to %u.",
                                    "%s is %zu bytes long; it must be %u to %u.", size),
                          _(field->title), size, field->minimum, field->maximum);
}

static void
check_limits (Check *check, const NpField *field, const LimitRule *rule, GBytes *value)
{
  char *what;

  if (rule->beside_verifier && !np_factory_data_has (check->data, NP_TAG_SPAKE2_VERIFIER))
    return;

  what = describe_excess (field, value);
  if (what != NULL)
    add_error (check, field, rule->code, what, _(rule->why), _(rule->todo));
}

/* The passcode's value stays out of the texts: it is a secret even when it is a bad one. */
static void
check_passcode (Check *check, const NpField *field, GBytes *value)
{
  guint32 passcode;

  if (!np_field_value_get_number (field, value, &passcode) || np_passcode_is_allowed (passcode))
    return;

  add_error (check, field, "passcode-forbidden", g_strdup_printf (_("%s is one of the values that Matter forbids."), _(field->title)),
             _("Forbidden are 0, 11111111, 22222222 and so on to 99999999, 12345678, 87654321 and whatever is above 99999998: "
                "they are too easy to guess, and phones refuse them."),
             _("Choose another passcode, best a random one, and make the verifier anew."));
}

static void
check_field (Check *check, const NpField *field)
{
  GBytes *value = np_factory_data_get_bytes (check->data, field->tag);

  if (value == NULL || !check_record_length (check, field, g_bytes_get_size (value)))
    return;

  check_text (check, field, g_bytes_get_size (value));

  for (guint i = 0; i < G_N_ELEMENTS (limit_rules); i++)
    {
      if (limit_rules[i].tag == field->tag)
        check_limits (check, field, &limit_rules[i], value);
    }

  if (field->tag == NP_TAG_SPAKE2_SETUP_PASSCODE)
    check_passcode (check, field, value);
}

/**
 * np_factory_check:
 * @data: the data
 * @places: (nullable) (element-type guint utf8): where each field was read: tag → #NpProblem's where
 * @problems: (element-type NpProblem): where problems are added
 *
 * np_factory_data_check () for data that came from a file, whose problems have a place in it.
 *
 * Returns: %TRUE if nothing was found that a build refuses
 */
gboolean
np_factory_check (NpFactoryData *data, GHashTable *places, GPtrArray *problems)
{
  Check check = { .data = data, .places = places, .problems = problems };
  guint n_before = problems->len;
  const NpField *fields;
  guint n_fields;

  fields = np_field_get_all (&n_fields);
  for (guint i = 0; i < n_fields; i++)
    check_field (&check, &fields[i]);

  return problems->len == n_before;
}
