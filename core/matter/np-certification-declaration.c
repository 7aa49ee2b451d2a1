/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-certification-declaration.h"
#include "np-matter-tlv.h"

G_DEFINE_BOXED_TYPE (NpCertificationDeclaration, np_certification_declaration, np_certification_declaration_ref,
                     np_certification_declaration_unref)

static const char *const field_titles[NP_CD_N_FIELDS] = {
  [NP_CD_FIELD_FORMAT_VERSION] = N_("Format version"),
  [NP_CD_FIELD_VENDOR_ID] = N_("Vendor ID"),
  [NP_CD_FIELD_PRODUCT_IDS] = N_("Product IDs"),
  [NP_CD_FIELD_DEVICE_TYPE] = N_("Device type"),
  [NP_CD_FIELD_CERTIFICATE_ID] = N_("Certificate ID"),
  [NP_CD_FIELD_SECURITY_LEVEL] = N_("Security level"),
  [NP_CD_FIELD_SECURITY_INFORMATION] = N_("Security information"),
  [NP_CD_FIELD_VERSION_NUMBER] = N_("Version number"),
  [NP_CD_FIELD_CERTIFICATION_TYPE] = N_("Certification"),
  [NP_CD_FIELD_DAC_ORIGIN_VENDOR_ID] = N_("Vendor ID in the DAC"),
  [NP_CD_FIELD_DAC_ORIGIN_PRODUCT_ID] = N_("Product ID in the DAC"),
  [NP_CD_FIELD_AUTHORIZED_PAAS] = N_("Allowed PAAs"),
};

/**
 * np_cd_field_get_title:
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
np_cd_field_get_title (NpCdField field)
{
  g_return_val_if_fail (field < NP_CD_N_FIELDS, NULL);

  return _(field_titles[field]);
}

NpCertificationDeclaration *
np_certification_declaration_new (void)
{
  NpCertificationDeclaration *self = g_new0 (NpCertificationDeclaration, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->format_version = 1;
  self->product_ids = g_array_new (FALSE, FALSE, sizeof (guint16));

  return self;
}

NpCertificationDeclaration *
np_certification_declaration_ref (NpCertificationDeclaration *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
np_certification_declaration_unref (NpCertificationDeclaration *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->product_ids);
  g_free (self->certificate_id);
  g_clear_pointer (&self->authorized_paas, g_ptr_array_unref);
  g_clear_pointer (&self->signer_key_id, g_bytes_unref);
  g_free (self->signer);
  g_free (self);
}

/**
 * np_certification_declaration_has_product:
 *
 * Returns: %TRUE if the product id is one of those that the declaration is for
 */
gboolean
np_certification_declaration_has_product (const NpCertificationDeclaration *self, guint16 product_id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->product_ids->len; i++)
    {
      if (g_array_index (self->product_ids, guint16, i) == product_id)
        return TRUE;
    }

  return FALSE;
}

/**
 * np_certification_declaration_encode:
 *
 * Returns: (transfer full): the content that is signed, Matter TLV; whether its values are right isn't asked
 */
GBytes *
np_certification_declaration_encode (const NpCertificationDeclaration *self)
{
  GByteArray *output = g_byte_array_new ();

  np_matter_tlv_write_start (output, NP_MATTER_TLV_ANONYMOUS, NP_MATTER_TLV_STRUCTURE);
  np_matter_tlv_write_unsigned (output, NP_CD_FIELD_FORMAT_VERSION, self->format_version);
  np_matter_tlv_write_unsigned (output, NP_CD_FIELD_VENDOR_ID, self->vendor_id);
  np_matter_tlv_write_start (output, NP_CD_FIELD_PRODUCT_IDS, NP_MATTER_TLV_ARRAY);
  for (guint i = 0; i < self->product_ids->len; i++)
    np_matter_tlv_write_unsigned (output, NP_MATTER_TLV_ANONYMOUS, g_array_index (self->product_ids, guint16, i));
  np_matter_tlv_write_end (output);
  np_matter_tlv_write_unsigned (output, NP_CD_FIELD_DEVICE_TYPE, self->device_type_id);
  np_matter_tlv_write_text (output, NP_CD_FIELD_CERTIFICATE_ID, self->certificate_id != NULL ? self->certificate_id : "");
  np_matter_tlv_write_unsigned (output, NP_CD_FIELD_SECURITY_LEVEL, self->security_level);
  np_matter_tlv_write_unsigned (output, NP_CD_FIELD_SECURITY_INFORMATION, self->security_information);
  np_matter_tlv_write_unsigned (output, NP_CD_FIELD_VERSION_NUMBER, self->version_number);
  np_matter_tlv_write_unsigned (output, NP_CD_FIELD_CERTIFICATION_TYPE, self->certification_type);
  if (self->has_dac_origin)
    {
      np_matter_tlv_write_unsigned (output, NP_CD_FIELD_DAC_ORIGIN_VENDOR_ID, self->dac_origin_vendor_id);
      np_matter_tlv_write_unsigned (output, NP_CD_FIELD_DAC_ORIGIN_PRODUCT_ID, self->dac_origin_product_id);
    }
  if (self->authorized_paas != NULL)
    {
      np_matter_tlv_write_start (output, NP_CD_FIELD_AUTHORIZED_PAAS, NP_MATTER_TLV_ARRAY);
      for (guint i = 0; i < self->authorized_paas->len; i++)
        np_matter_tlv_write_bytes (output, NP_MATTER_TLV_ANONYMOUS, self->authorized_paas->pdata[i]);
      np_matter_tlv_write_end (output);
    }
  np_matter_tlv_write_end (output);

  return g_byte_array_free_to_bytes (output);
}

/* element: the one to read next, or the end of the structure. */
typedef struct
{
  NpMatterTlvReader reader;
  NpMatterTlvElement element;
  NpCertificationDeclaration *declaration;
  GPtrArray *problems;
} Decoder;

static gboolean
refuse (Decoder *decoder, const char *code, char *what)
{
  np_problem_list_add (decoder->problems, NP_SEVERITY_ERROR, NP_TAG_CERTIFICATION_DECLARATION, code, NULL, what,
                       _("Commissioners read its fields in one order and form alone (Matter specification, 6.3.1)."),
                       _("Give the certification declaration as the CSA sent it."));

  return FALSE;
}

static gboolean
refuse_malformed (Decoder *decoder)
{
  return refuse (decoder, "cd-tlv", g_strdup (_("The content of the certification declaration isn't Matter TLV.")));
}

static gboolean
advance (Decoder *decoder)
{
  return np_matter_tlv_next (&decoder->reader, &decoder->element) || refuse_malformed (decoder);
}

static gboolean
expect (Decoder *decoder, int tag, NpMatterTlvType type)
{
  if (decoder->element.type == NP_MATTER_TLV_END || decoder->element.tag != tag)
    return refuse (decoder, "cd-field-missing",
                   g_strdup_printf (_("“%s” is missing in the certification declaration, or not in its place."), np_cd_field_get_title (tag)));

  if (decoder->element.type != type)
    return refuse (decoder, "cd-field-type",
                   g_strdup_printf (_("“%s” in the certification declaration isn't of its type."), np_cd_field_get_title (tag)));

  return TRUE;
}

static gboolean
read_number (Decoder *decoder, int tag, guint64 maximum, guint64 *number)
{
  if (!expect (decoder, tag, NP_MATTER_TLV_UNSIGNED))
    return FALSE;

  if (decoder->element.number > maximum)
    return refuse (decoder, "cd-field-range",
                   g_strdup_printf (_("“%s” in the certification declaration is too large."), np_cd_field_get_title (tag)));

  *number = decoder->element.number;

  return advance (decoder);
}

static gboolean
read_uint16 (Decoder *decoder, int tag, guint16 *value)
{
  guint64 number;

  if (!read_number (decoder, tag, G_MAXUINT16, &number))
    return FALSE;

  *value = number;

  return TRUE;
}

static gboolean
read_uint8 (Decoder *decoder, int tag, guint8 *value)
{
  guint64 number;

  if (!read_number (decoder, tag, G_MAXUINT8, &number))
    return FALSE;

  *value = number;

  return TRUE;
}

static gboolean
read_device_type (Decoder *decoder)
{
  guint64 number;

  if (!read_number (decoder, NP_CD_FIELD_DEVICE_TYPE, G_MAXUINT32, &number))
    return FALSE;

  decoder->declaration->device_type_id = number;

  return TRUE;
}

static gboolean
read_product_ids (Decoder *decoder)
{
  GArray *product_ids = decoder->declaration->product_ids;

  if (!expect (decoder, NP_CD_FIELD_PRODUCT_IDS, NP_MATTER_TLV_ARRAY) || !advance (decoder))
    return FALSE;

  while (decoder->element.type != NP_MATTER_TLV_END)
    {
      guint16 product_id = decoder->element.number;

      if (decoder->element.type != NP_MATTER_TLV_UNSIGNED || decoder->element.tag != NP_MATTER_TLV_ANONYMOUS
          || decoder->element.number > G_MAXUINT16)
        return refuse (decoder, "cd-field-type",
                       g_strdup (_("“Product IDs” in the certification declaration has something else than product ids.")));

      g_array_append_val (product_ids, product_id);
      if (!advance (decoder))
        return FALSE;
    }

  if (product_ids->len == 0 || product_ids->len > NP_CD_MAX_PRODUCT_IDS)
    return refuse (decoder, "cd-product-ids",
                   g_strdup_printf (_("The certification declaration has %u product ids; it must have 1 to %d."), product_ids->len,
                                    NP_CD_MAX_PRODUCT_IDS));

  return advance (decoder);
}

static gboolean
read_certificate_id (Decoder *decoder)
{
  const NpMatterTlvElement *element = &decoder->element;

  if (!expect (decoder, NP_CD_FIELD_CERTIFICATE_ID, NP_MATTER_TLV_TEXT))
    return FALSE;

  if (element->size != NP_CD_CERTIFICATE_ID_LENGTH || !g_utf8_validate_len ((const char *) element->data, element->size, NULL))
    return refuse (decoder, "cd-certificate-id-length",
                   g_strdup_printf (_("“Certificate ID” in the certification declaration hasn't %d characters."),
                                    NP_CD_CERTIFICATE_ID_LENGTH));

  decoder->declaration->certificate_id = g_strndup ((const char *) element->data, element->size);

  return advance (decoder);
}

static gboolean
read_dac_origin (Decoder *decoder)
{
  NpCertificationDeclaration *declaration = decoder->declaration;
  int tag = decoder->element.tag;

  if (decoder->element.type == NP_MATTER_TLV_END || (tag != NP_CD_FIELD_DAC_ORIGIN_VENDOR_ID && tag != NP_CD_FIELD_DAC_ORIGIN_PRODUCT_ID))
    return TRUE;

  declaration->has_dac_origin = TRUE;

  return read_uint16 (decoder, NP_CD_FIELD_DAC_ORIGIN_VENDOR_ID, &declaration->dac_origin_vendor_id)
         && read_uint16 (decoder, NP_CD_FIELD_DAC_ORIGIN_PRODUCT_ID, &declaration->dac_origin_product_id);
}

static gboolean
read_authorized_paas (Decoder *decoder)
{
  GPtrArray *paas;

  if (decoder->element.type == NP_MATTER_TLV_END || decoder->element.tag != NP_CD_FIELD_AUTHORIZED_PAAS)
    return TRUE;

  if (!expect (decoder, NP_CD_FIELD_AUTHORIZED_PAAS, NP_MATTER_TLV_ARRAY) || !advance (decoder))
    return FALSE;

  paas = decoder->declaration->authorized_paas = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  while (decoder->element.type != NP_MATTER_TLV_END)
    {
      const NpMatterTlvElement *element = &decoder->element;

      if (element->type != NP_MATTER_TLV_BYTES || element->tag != NP_MATTER_TLV_ANONYMOUS
          || element->size != NP_CERTIFICATE_KEY_ID_SIZE)
        return refuse (
            decoder, "cd-field-type",
            g_strdup (_("“Allowed PAAs” in the certification declaration has something else than key identifiers.")));

      g_ptr_array_add (paas, g_bytes_new (element->data, element->size));
      if (!advance (decoder))
        return FALSE;
    }

  if (paas->len == 0 || paas->len > NP_CD_MAX_AUTHORIZED_PAAS)
    return refuse (decoder, "cd-authorized-paas",
                   g_strdup_printf (_("The certification declaration allows %u PAAs; where it names any, 1 to %d are right."),
                                    paas->len, NP_CD_MAX_AUTHORIZED_PAAS));

  return advance (decoder);
}

/* Fields of later versions of the specification may follow. */
static gboolean
read_end (Decoder *decoder)
{
  gboolean unknown = FALSE;

  while (decoder->element.type != NP_MATTER_TLV_END)
    {
      unknown = TRUE;
      if (decoder->element.tag >= 0 && decoder->element.tag <= NP_CD_FIELD_AUTHORIZED_PAAS)
        return refuse (
            decoder, "cd-field-missing",
            g_strdup_printf (_("“%s” in the certification declaration isn't in its place."), np_cd_field_get_title (decoder->element.tag)));
      if (!np_matter_tlv_skip (&decoder->reader, &decoder->element))
        return refuse_malformed (decoder);
      if (!advance (decoder))
        return FALSE;
    }

  if (decoder->reader.position != decoder->reader.size)
    return refuse (decoder, "cd-tlv-trailing-bytes",
                   g_strdup (_("There are bytes behind the content of the certification declaration.")));

  if (unknown)
    np_problem_list_add (decoder->problems, NP_SEVERITY_WARNING, NP_TAG_CERTIFICATION_DECLARATION, "cd-unknown-field", NULL,
                         g_strdup (_("The certification declaration has fields that aren't known here.")),
                         _("Commissioners pass over fields that they don't know."), NULL);

  return TRUE;
}

static gboolean
read_fields (Decoder *decoder)
{
  NpCertificationDeclaration *declaration = decoder->declaration;

  if (!advance (decoder))
    return FALSE;
  if (decoder->element.type != NP_MATTER_TLV_STRUCTURE || decoder->element.tag != NP_MATTER_TLV_ANONYMOUS)
    return refuse (decoder, "cd-not-structure",
                   g_strdup (_("The content of the certification declaration isn't an anonymous structure.")));

  return advance (decoder) && read_uint16 (decoder, NP_CD_FIELD_FORMAT_VERSION, &declaration->format_version)
         && read_uint16 (decoder, NP_CD_FIELD_VENDOR_ID, &declaration->vendor_id) && read_product_ids (decoder)
         && read_device_type (decoder) && read_certificate_id (decoder)
         && read_uint8 (decoder, NP_CD_FIELD_SECURITY_LEVEL, &declaration->security_level)
         && read_uint16 (decoder, NP_CD_FIELD_SECURITY_INFORMATION, &declaration->security_information)
         && read_uint16 (decoder, NP_CD_FIELD_VERSION_NUMBER, &declaration->version_number)
         && read_uint8 (decoder, NP_CD_FIELD_CERTIFICATION_TYPE, &declaration->certification_type) && read_dac_origin (decoder)
         && read_authorized_paas (decoder) && read_end (decoder);
}

/**
 * np_certification_declaration_decode:
 * @content: the signed content, Matter TLV
 * @problems: (element-type NpProblem): where problems are added
 *
 * Returns: (transfer full) (nullable): its fields, or %NULL if it isn't made as the specification says (the SDK says 603 then)
 */
NpCertificationDeclaration *
np_certification_declaration_decode (GBytes *content, GPtrArray *problems)
{
  g_autoptr(NpCertificationDeclaration) declaration = NULL;
  Decoder decoder = { .problems = problems };

  g_return_val_if_fail (content != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  declaration = np_certification_declaration_new ();
  decoder.declaration = declaration;
  decoder.reader.data = g_bytes_get_data (content, &decoder.reader.size);
  if (!read_fields (&decoder))
    return NULL;

  return g_steal_pointer (&declaration);
}
