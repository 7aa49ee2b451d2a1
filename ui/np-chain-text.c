/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-bytes-text.h"
#include "np-chain-text.h"

/* From this year on a certificate's end means that it has none (RFC 5280, 4.1.2.5). */
#define YEAR_WITHOUT_END 9999

/* Certificates */

/* Returns: (transfer full): "VID 0xFFF1 · PID 0x8001". What an authority doesn't name it may sign for; what a DAC doesn't name it lacks, and
 * so a PAI certificate its vendor. */
char *
np_chain_text_dup_ids (NpCertificate *certificate, NpCertificateRole role)
{
  guint16 vendor_id;
  guint16 product_id;
  gboolean has_vendor_id = np_certificate_get_vendor_id (certificate, &vendor_id);
  gboolean has_product_id = np_certificate_get_product_id (certificate, &product_id);

  if (has_vendor_id && has_product_id)
    return g_strdup_printf (_("VID 0x%04X · PID 0x%04X"), (guint) vendor_id, (guint) product_id);
  if (has_vendor_id)
    return g_strdup_printf (role == NP_CERTIFICATE_DAC ? _("VID 0x%04X · no product") : _("VID 0x%04X · any product"), (guint) vendor_id);
  if (has_product_id)
    return g_strdup_printf (_("No vendor · PID 0x%04X"), (guint) product_id);
  return g_strdup (role == NP_CERTIFICATE_PAA ? _("Any vendor and product") : _("No vendor or product"));
}

static char *
dup_date (gint64 time)
{
  g_autoptr(GDateTime) date = time != NP_CERTIFICATE_NO_TIME ? g_date_time_new_from_unix_utc (time) : NULL;

  if (date == NULL)
    return g_strdup (_("unreadable date"));
  return g_date_time_format (date, "%Y-%m-%d");
}

static gboolean
has_end (gint64 time)
{
  g_autoptr(GDateTime) date = time != NP_CERTIFICATE_NO_TIME ? g_date_time_new_from_unix_utc (time) : NULL;

  return date == NULL || g_date_time_get_year (date) < YEAR_WITHOUT_END;
}

/* Returns: (transfer full): "Valid from 2021-06-28, without end" */
char *
np_chain_text_dup_validity (NpCertificate *certificate)
{
  g_autofree char *start = dup_date (np_certificate_get_not_before (certificate));
  g_autofree char *end = dup_date (np_certificate_get_not_after (certificate));

  if (!has_end (np_certificate_get_not_after (certificate)))
    return g_strdup_printf (_("Valid from %s, without end"), start);
  return g_strdup_printf (_("Valid from %s to %s"), start, end);
}

/* The certification declaration */

/* How many ids from @first on are one another's successors. */
static guint
measure_range (GArray *ids, guint first)
{
  guint length = 1;

  while (first + length < ids->len && g_array_index (ids, guint16, first + length) == g_array_index (ids, guint16, first) + length)
    length++;
  return length;
}

/* A declaration may be for a hundred products: "0x8000–0x8063, 0x9000". */
static char *
dup_product_ids (const NpCertificationDeclaration *declaration)
{
  GArray *ids = declaration->product_ids;
  g_autoptr(GString) text = g_string_new (NULL);
  guint length;

  for (guint i = 0; i < ids->len; i += length)
    {
      guint id = g_array_index (ids, guint16, i);

      length = measure_range (ids, i);
      g_string_append_printf (text, "%s0x%04X", i > 0 ? ", " : "", id);
      if (length > 1)
        g_string_append_printf (text, "–0x%04X", id + length - 1);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_certification_type (guint type)
{
  static const char *const names[] = { [NP_CERTIFICATION_TYPE_TEST] = N_("test"), [NP_CERTIFICATION_TYPE_PROVISIONAL] = N_("provisional"),
                                       [NP_CERTIFICATION_TYPE_OFFICIAL] = N_("official") };

  return type < G_N_ELEMENTS (names) ? g_strdup (_(names[type])) : g_strdup_printf (_("unknown type %u"), type);
}

static char *
dup_dac_origin (const NpCertificationDeclaration *declaration)
{
  if (!declaration->has_dac_origin)
    return g_strdup (_("the product’s own"));
  return g_strdup_printf (_("VID 0x%04X · PID 0x%04X"), (guint) declaration->dac_origin_vendor_id, (guint) declaration->dac_origin_product_id);
}

static char *
dup_authorized_paas (const NpCertificationDeclaration *declaration)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (declaration->authorized_paas == NULL)
    return g_strdup (_("any"));
  for (guint i = 0; i < declaration->authorized_paas->len; i++)
    {
      g_autofree char *key_id = np_bytes_text_format (declaration->authorized_paas->pdata[i], NP_BYTES_FORM_HEX);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", key_id);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_signer (const NpCertificationDeclaration *declaration, const char *signer)
{
  g_autofree char *key_id = NULL;

  if (signer != NULL)
    return g_strdup (signer);
  if (declaration->signer_key_id == NULL)
    return g_strdup (_("nobody"));
  key_id = np_bytes_text_format (declaration->signer_key_id, NP_BYTES_FORM_HEX);
  return g_strdup_printf (_("unknown key %s"), key_id);
}

static void
tell (NpChainTextFunc func, gpointer user_data, const char *title, char *value)
{
  func (title, value, user_data);
  g_free (value);
}

/* Tells every field of a declaration, and who signed it. */
void
np_chain_text_for_each_field (const NpCertificationDeclaration *declaration, const char *signer, NpChainTextFunc func, gpointer user_data)
{
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_VENDOR_ID), g_strdup_printf ("0x%04X", (guint) declaration->vendor_id));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_PRODUCT_IDS), dup_product_ids (declaration));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_DEVICE_TYPE), g_strdup_printf ("0x%04X", declaration->device_type_id));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_CERTIFICATE_ID), g_strdup (declaration->certificate_id));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_CERTIFICATION_TYPE), dup_certification_type (declaration->certification_type));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_VERSION_NUMBER), g_strdup_printf ("%u", (guint) declaration->version_number));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_SECURITY_LEVEL), g_strdup_printf ("%u", (guint) declaration->security_level));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_SECURITY_INFORMATION), g_strdup_printf ("%u", (guint) declaration->security_information));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_FORMAT_VERSION), g_strdup_printf ("%u", (guint) declaration->format_version));
  tell (func, user_data, _("IDs in the DAC"), dup_dac_origin (declaration));
  tell (func, user_data, np_cd_field_get_title (NP_CD_FIELD_AUTHORIZED_PAAS), dup_authorized_paas (declaration));
  tell (func, user_data, _("Signed by"), dup_signer (declaration, signer));
}

/* All of it */

static void
append_certificate (GString *text, const NpDeviceVerdict *verdict, NpCertificateRole role)
{
  NpCertificate *certificate = verdict->links[role].certificate;
  g_autofree char *line = np_chain_link_to_text (verdict, role);
  g_autofree char *ids = certificate != NULL ? np_chain_text_dup_ids (certificate, role) : NULL;
  g_autofree char *validity = certificate != NULL ? np_chain_text_dup_validity (certificate) : NULL;

  g_string_append_printf (text, "%s\n", line);
  if (certificate != NULL)
    g_string_append_printf (text, "    %s\n    %s\n", ids, validity);
}

static void
append_field (const char *title, const char *value, gpointer text)
{
  g_string_append_printf (text, C_("field: value", "    %s: %s\n"), title, value);
}

/* Returns: (transfer full): the verdict, who signed whom, for which ids and how long, and the declaration’s fields */
char *
np_chain_text_dup_all (const NpDeviceVerdict *verdict)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", verdict->summary);
  for (int role = NP_CERTIFICATE_PAA; role >= NP_CERTIFICATE_DAC; role--)
    append_certificate (text, verdict, (NpCertificateRole) role);
  if (verdict->declaration == NULL)
    {
      g_string_append (text, _("Certification declaration: none that can be read"));
    }
  else
    {
      g_string_append_printf (text, "%s\n", _("Certification declaration"));
      np_chain_text_for_each_field (verdict->declaration, verdict->signer, append_field, text);
      g_string_truncate (text, text->len - 1);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
