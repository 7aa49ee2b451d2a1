/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The QR code's form of the setup payload: fields packed into 88 bits, least significant bit first, in base 38. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

#include "factory/np-secret-bytes.h"
#include "np-base38.h"
#include "np-setup-payload-private.h"

#define PACKED_SIZE 11
#define PACKED_CHARACTERS 19
#define SEPARATOR "*"

typedef enum
{
  FIELD_VERSION,
  FIELD_VENDOR_ID,
  FIELD_PRODUCT_ID,
  FIELD_FLOW,
  FIELD_DISCOVERY,
  FIELD_DISCRIMINATOR,
  FIELD_PASSCODE,
  FIELD_PADDING,
  N_FIELDS,
} Field;

static const guint8 widths[N_FIELDS] = {
  [FIELD_VERSION] = 3,       [FIELD_VENDOR_ID] = 16,      [FIELD_PRODUCT_ID] = 16, [FIELD_FLOW] = 2,
  [FIELD_DISCOVERY] = 8,     [FIELD_DISCRIMINATOR] = 12,  [FIELD_PASSCODE] = 27,   [FIELD_PADDING] = 4,
};

static void
pack (const guint32 *values, guint8 *packed)
{
  guint position = 0;

  for (guint field = 0; field < N_FIELDS; field++)
    {
      for (guint bit = 0; bit < widths[field]; bit++, position++)
        packed[position / 8] |= (values[field] >> bit & 1) << (position % 8);
    }
}

static void
unpack (const guint8 *packed, guint32 *values)
{
  guint position = 0;

  for (guint field = 0; field < N_FIELDS; field++)
    {
      for (guint bit = 0; bit < widths[field]; bit++, position++)
        values[field] |= (guint32) (packed[position / 8] >> (position % 8) & 1) << bit;
    }
}

static GBytes *
pack_payload (const NpSetupPayload *self)
{
  guint32 values[N_FIELDS] = {
    [FIELD_VERSION] = self->version,
    [FIELD_VENDOR_ID] = self->vendor_id,
    [FIELD_PRODUCT_ID] = self->product_id,
    [FIELD_FLOW] = self->flow,
    [FIELD_DISCOVERY] = self->discovery,
    [FIELD_DISCRIMINATOR] = self->discriminator,
    [FIELD_PASSCODE] = self->passcode,
  };
  gsize tlv_size = self->tlv != NULL ? g_bytes_get_size (self->tlv) : 0;
  guint8 *packed = g_malloc0 (PACKED_SIZE + tlv_size);

  pack (values, packed);
  OPENSSL_cleanse (values, sizeof values);
  if (tlv_size > 0)
    memcpy (packed + PACKED_SIZE, g_bytes_get_data (self->tlv, NULL), tlv_size);

  return np_secret_bytes_new_take (packed, PACKED_SIZE + tlv_size);
}

/**
 * np_setup_payload_encode_qr:
 * @self: the payload
 * @error: %NP_ERROR_INVALID_DATA: it breaks a rule, or its discriminator isn't known in full
 *
 * Returns: (transfer full): the text of the QR code: "MT:-24J042C00KA0648G00"
 */
char *
np_setup_payload_encode_qr (const NpSetupPayload *self, GError **error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GBytes) packed = NULL;
  g_autoptr(NpSecretText) text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  np_setup_payload_check (self, problems);
  if (self->short_discriminator)
    np_payload_report (problems, NP_PAYLOAD_RULE_DISCRIMINATOR, NULL,
                       _("Of the discriminator only the upper 4 bits are known; a QR code needs all 12."));

  if (!np_problem_list_to_error (problems, error))
    return NULL;

  packed = pack_payload (self);
  text = np_base38_encode (packed);

  return g_strconcat (NP_QR_PREFIX, text, NULL);
}

static NpSetupPayload *
unpack_payload (GBytes *bytes, const char *where, GPtrArray *problems)
{
  NpSetupPayload *payload = np_setup_payload_new ();
  guint32 values[N_FIELDS] = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  unpack (data, values);
  payload->version = values[FIELD_VERSION];
  payload->vendor_id = values[FIELD_VENDOR_ID];
  payload->product_id = values[FIELD_PRODUCT_ID];
  payload->flow = values[FIELD_FLOW];
  payload->discovery = values[FIELD_DISCOVERY];
  payload->discriminator = values[FIELD_DISCRIMINATOR];
  payload->passcode = values[FIELD_PASSCODE];
  if (size > PACKED_SIZE)
    payload->tlv = g_bytes_new_from_bytes (bytes, PACKED_SIZE, size - PACKED_SIZE);

  np_setup_payload_check_values (payload, where, NP_SEVERITY_WARNING, problems);
  if (values[FIELD_PADDING] != 0)
    np_payload_report (problems, NP_PAYLOAD_RULE_PADDING, where, _("The 4 bits after the passcode are not 0."));

  OPENSSL_cleanse (values, sizeof values);

  return payload;
}

static void
report_length (gsize length, const char *where, GPtrArray *problems)
{
  if (length == 0)
    np_payload_report (problems, NP_PAYLOAD_RULE_EMPTY, where, _("The QR code ends before the payload begins."));
  else if (length < PACKED_CHARACTERS)
    np_payload_report (problems, NP_PAYLOAD_RULE_LENGTH, where,
                       ngettext ("The payload has %zu character; it needs %d.", "The payload has %zu characters; it needs %d.", length),
                       length, PACKED_CHARACTERS);
  else
    np_payload_report (problems, NP_PAYLOAD_RULE_LENGTH, where,
                       _("The payload has %zu characters, which is no whole number of bytes."), length);
}

/* The base 38 of one payload, which begins at @offset of the whole code. */
static NpSetupPayload *
decode_part (const char *part, gsize offset, const char *where, GPtrArray *problems)
{
  gsize length = strlen (part);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *place = NULL;
  g_autofree char *character = NULL;
  gsize position;
  NpBase38Result result = np_base38_decode (part, length, &bytes, &position);

  if (result != NP_BASE38_ALPHABET && length < PACKED_CHARACTERS)
    result = NP_BASE38_LENGTH;

  place = g_strdup_printf (_("character %zu"), offset + position + 1);
  switch (result)
    {
    case NP_BASE38_OK:
      return unpack_payload (bytes, where, problems);

    case NP_BASE38_ALPHABET:
      character = np_payload_describe_character (part + position);
      np_payload_report (problems, NP_PAYLOAD_RULE_ALPHABET, place,
                         _("A QR code consists of 0–9, A–Z (upper case), “-” and “.”; here stands %s."), character);
      break;

    case NP_BASE38_LENGTH:
      report_length (length, where, problems);
      break;

    case NP_BASE38_RANGE:
      np_payload_report (problems, NP_PAYLOAD_RULE_RANGE, place,
                         _("The group of characters that begins here stands for more than its bytes can hold."));
      break;
    }

  return NULL;
}

/**
 * np_setup_payload_decode_qr:
 * @code: the text of a QR code; several payloads in it are separated by "*"
 * @problems: (element-type NpProblem): where problems are added
 *
 * Returns: (transfer full) (element-type NpSetupPayload): those that could be read
 */
GPtrArray *
np_setup_payload_decode_qr (const char *code, GPtrArray *problems)
{
  g_autoptr(GPtrArray) payloads = g_ptr_array_new_with_free_func ((GDestroyNotify) np_setup_payload_free);
  g_auto(GStrv) parts = NULL;
  gsize offset = strlen (NP_QR_PREFIX);

  g_return_val_if_fail (code != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  if (*code == '\0')
    {
      np_payload_report (problems, NP_PAYLOAD_RULE_EMPTY, NULL, _("There is no code."));
      return g_steal_pointer (&payloads);
    }

  if (!g_str_has_prefix (code, NP_QR_PREFIX))
    {
      np_payload_report (problems, NP_PAYLOAD_RULE_PREFIX, NULL, _("A Matter QR code begins with “MT:”, in upper case; this doesn't."));
      return g_steal_pointer (&payloads);
    }

  parts = g_strsplit (code + offset, SEPARATOR, -1);
  if (parts[0] == NULL)
    decode_part ("", offset, NULL, problems);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *where = parts[1] != NULL ? g_strdup_printf (_("payload %u"), i + 1) : NULL;
      NpSetupPayload *payload = decode_part (parts[i], offset, where, problems);

      if (payload != NULL)
        g_ptr_array_add (payloads, payload);
      offset += strlen (parts[i]) + strlen (SEPARATOR);
      OPENSSL_cleanse (parts[i], strlen (parts[i]));
    }

  return g_steal_pointer (&payloads);
}
