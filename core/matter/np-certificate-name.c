/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "np-certificate-private.h"

#define N_DIGITS 4

/* What of a common name is searched (RFC 5280, ub-common-name). */
#define MAX_COMMON_NAME 64

typedef enum
{
  ATTRIBUTE_OTHER,
  ATTRIBUTE_COMMON_NAME,
  ATTRIBUTE_VENDOR_ID,
  ATTRIBUTE_PRODUCT_ID,
} Attribute;

/* DER of the two object identifiers: they differ in the last byte. */
static const guint8 matter_attribute_oid[] = { 0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0xA2, 0x7C, 0x02 };

static Attribute
identify (const ASN1_OBJECT *object)
{
  const guint8 *oid = OBJ_get0_data (object);

  if (OBJ_obj2nid (object) == NID_commonName)
    return ATTRIBUTE_COMMON_NAME;

  if (OBJ_length (object) != sizeof matter_attribute_oid + 1
      || memcmp (oid, matter_attribute_oid, sizeof matter_attribute_oid) != 0)
    return ATTRIBUTE_OTHER;

  switch (oid[sizeof matter_attribute_oid])
    {
    case 1:
      return ATTRIBUTE_VENDOR_ID;
    case 2:
      return ATTRIBUTE_PRODUCT_ID;
    default:
      return ATTRIBUTE_OTHER;
    }
}

static gboolean
parse_id (const char *digits, gsize size, guint16 *id)
{
  guint16 value = 0;

  if (size < N_DIGITS)
    return FALSE;

  for (guint i = 0; i < N_DIGITS; i++)
    {
      if (!g_ascii_isxdigit (digits[i]) || g_ascii_islower (digits[i]))
        return FALSE;
      value = value << 4 | g_ascii_xdigit_value (digits[i]);
    }
  *id = value;

  return TRUE;
}

/* Returns whether there is a prefix with no id behind it, and no other with one: the first that has one counts, wherever it stands
 * (specification 6.2.2.2; Find16BitUpperCaseHexAfterPrefix () of the SDK). */
static gboolean
find_id (const char *text, gsize size, const char *prefix, gboolean *has_id, guint16 *id)
{
  const char *end = text + size;
  const char *found = text;
  gboolean seen = FALSE;

  *has_id = FALSE;
  while (!*has_id && (found = memmem (found, end - found, prefix, strlen (prefix))) != NULL)
    {
      seen = TRUE;
      found += strlen (prefix);
      *has_id = parse_id (found, end - found, id);
    }

  return seen && !*has_id;
}

static char *
value_to_text (const ASN1_STRING *value)
{
  guint8 *utf8 = NULL;
  int size = ASN1_STRING_to_UTF8 (&utf8, value);
  char *text;

  if (size < 0 && ASN1_STRING_length (value) > 0)
    return g_utf8_make_valid ((const char *) ASN1_STRING_get0_data (value), ASN1_STRING_length (value));
  if (size <= 0)
    {
      OPENSSL_free (utf8);
      return g_strdup ("");
    }

  text = g_utf8_make_valid ((const char *) utf8, size);
  OPENSSL_free (utf8);

  return text;
}

static void
read_attribute (NpCertificateIdentity *identity, const ASN1_STRING *value, gboolean *has_id, guint16 *id)
{
  const char *digits = (const char *) ASN1_STRING_get0_data (value);
  gsize size = ASN1_STRING_length (value);

  if (!*has_id && size == N_DIGITS && parse_id (digits, size, id))
    *has_id = TRUE;
  else if (identity->malformed == NULL)
    identity->malformed = value_to_text (value);
}

static void
read_common_name (NpCertificateIdentity *identity, const ASN1_STRING *value)
{
  const char *text = (const char *) ASN1_STRING_get0_data (value);
  gsize size = MIN (ASN1_STRING_length (value), MAX_COMMON_NAME);
  gboolean malformed;

  if (identity->has_vendor_id || identity->has_product_id)
    return;

  malformed = size == 0;
  if (size > 0)
    {
      malformed |= find_id (text, size, NP_CERTIFICATE_VENDOR_ID_PREFIX, &identity->has_vendor_id, &identity->vendor_id);
      malformed |= find_id (text, size, NP_CERTIFICATE_PRODUCT_ID_PREFIX, &identity->has_product_id, &identity->product_id);
    }
  if (malformed && identity->malformed == NULL)
    identity->malformed = value_to_text (value);
}

/**
 * np_certificate_identity_read: (skip)
 * @identity: (out caller-allocates): what was found; free its text
 * @name: a certificate's subject
 *
 * Matter specification 6.2.2; ExtractVIDPIDFromAttributeString () of the SDK.
 */
void
np_certificate_identity_read (NpCertificateIdentity *identity, const X509_NAME *name)
{
  NpCertificateIdentity from_attributes = { 0 };
  NpCertificateIdentity from_common_name = { 0 };

  for (int i = 0; i < X509_NAME_entry_count (name); i++)
    {
      const X509_NAME_ENTRY *entry = X509_NAME_get_entry (name, i);
      const ASN1_STRING *value = X509_NAME_ENTRY_get_data (entry);

      switch (identify (X509_NAME_ENTRY_get_object (entry)))
        {
        case ATTRIBUTE_COMMON_NAME:
          read_common_name (&from_common_name, value);
          break;

        case ATTRIBUTE_VENDOR_ID:
          read_attribute (&from_attributes, value, &from_attributes.has_vendor_id, &from_attributes.vendor_id);
          break;

        case ATTRIBUTE_PRODUCT_ID:
          read_attribute (&from_attributes, value, &from_attributes.has_product_id, &from_attributes.product_id);
          break;

        case ATTRIBUTE_OTHER:
          break;
        }
    }

  if (!from_attributes.has_vendor_id && !from_attributes.has_product_id && from_attributes.malformed == NULL)
    {
      *identity = from_common_name;
      return;
    }

  *identity = from_attributes;
  identity->mixed = from_common_name.has_vendor_id || from_common_name.has_product_id;
  if (identity->malformed == NULL)
    identity->malformed = from_common_name.malformed;
  else
    g_free (from_common_name.malformed);
}

static char *
attribute_to_text (const ASN1_OBJECT *object)
{
  char oid[80];

  switch (identify (object))
    {
    case ATTRIBUTE_VENDOR_ID:
      return g_strdup ("VID");
    case ATTRIBUTE_PRODUCT_ID:
      return g_strdup ("PID");
    case ATTRIBUTE_COMMON_NAME:
    case ATTRIBUTE_OTHER:
      break;
    }

  if (OBJ_obj2nid (object) != NID_undef)
    return g_strdup (OBJ_nid2sn (OBJ_obj2nid (object)));

  OBJ_obj2txt (oid, sizeof oid, object, TRUE);

  return g_strdup (oid);
}

/**
 * np_certificate_name_to_text: (skip)
 *
 * Returns: (transfer full): a name for people: "CN=Matter Test PAA, VID=FFF1"
 */
char *
np_certificate_name_to_text (const X509_NAME *name)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < X509_NAME_entry_count (name); i++)
    {
      const X509_NAME_ENTRY *entry = X509_NAME_get_entry (name, i);
      g_autofree char *attribute = attribute_to_text (X509_NAME_ENTRY_get_object (entry));
      g_autofree char *value = value_to_text (X509_NAME_ENTRY_get_data (entry));

      g_string_append_printf (text, "%s%s=%s", i > 0 ? ", " : "", attribute, value);
    }

  return g_string_free (text, FALSE);
}
