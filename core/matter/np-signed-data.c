/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-attestation-findings-private.h"
#include "np-signed-data.h"

/* OpenSSL's CMS_ContentInfo hides the version numbers that Matter fixes, so this small profile is read by hand. */

#define TAG_INTEGER 0x02
#define TAG_OCTET_STRING 0x04
#define TAG_OBJECT_IDENTIFIER 0x06
#define TAG_SEQUENCE 0x30
#define TAG_SET 0x31
#define TAG_CONTENT 0xA0       /* [0] EXPLICIT */
#define TAG_SIGNER_KEY_ID 0x80 /* [0] IMPLICIT OCTET STRING */

#define CMS_VERSION 3
#define KEY_ID_SIZE 20

static const guint8 oid_signed_data[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02 };
static const guint8 oid_data[] = { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01 };
static const guint8 oid_sha256[] = { 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01 };
static const guint8 oid_ecdsa_with_sha256[] = { 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02 };

/* What is left to read. */
typedef struct
{
  const guint8 *data;
  gsize size;
} Der;

/* One element of that tag, with a definite length in as few bytes as it fits. */
static gboolean
read_element (Der *der, guint8 tag, Der *content)
{
  gsize length;
  gsize header = 2;

  if (der->size < header || der->data[0] != tag)
    return FALSE;

  length = der->data[1];
  if (length > 0x80)
    {
      guint n_bytes = length & 0x7F;

      if (n_bytes > 2 || der->size < header + n_bytes)
        return FALSE;
      length = 0;
      for (guint i = 0; i < n_bytes; i++)
        length = length << 8 | der->data[header + i];
      header += n_bytes;
      if (length < 0x80 || (n_bytes == 2 && length < 0x100))
        return FALSE;
    }
  else if (length == 0x80)
    {
      return FALSE;
    }

  if (length > der->size - header)
    return FALSE;

  content->data = der->data + header;
  content->size = length;
  der->data += header + length;
  der->size -= header + length;

  return TRUE;
}

static gboolean
equals (const Der *content, gconstpointer data, gsize size)
{
  return content->size == size && memcmp (content->data, data, size) == 0;
}

#define equals_oid(content, oid) equals ((content), (oid), sizeof (oid))

static gboolean
is_version (const Der *integer, guint8 version)
{
  return equals (integer, &version, 1);
}

/* SEQUENCE { OBJECT IDENTIFIER, parameters }: the parameters, absent or NULL, say nothing. */
static gboolean
read_algorithm (Der *der, Der *oid)
{
  Der sequence;

  return read_element (der, TAG_SEQUENCE, &sequence) && read_element (&sequence, TAG_OBJECT_IDENTIFIER, oid);
}

static void
add_error (NpAttestationFindings *findings, NpAttestationCode conclusion, const char *code, const char *what)
{
  np_attestation_findings_add (findings, conclusion, NP_TAG_CERTIFICATION_DECLARATION, code, g_strdup (what),
                               _("Commissioners accept one form of it alone (Matter specification, 6.3.1)."),
                               _("Give the certification declaration's file as the CSA sent it, in DER."));
}

static gboolean
read_signer (NpAttestationFindings *findings, Der *signers, NpSignedData *signed_data)
{
  Der signer;
  Der version;
  Der key_id;
  Der digest;
  Der algorithm;
  Der signature;

  if (!read_element (signers, TAG_SEQUENCE, &signer) || !read_element (&signer, TAG_INTEGER, &version)
      || !read_element (&signer, TAG_SIGNER_KEY_ID, &key_id) || !read_algorithm (&signer, &digest)
      || !read_algorithm (&signer, &algorithm) || !read_element (&signer, TAG_OCTET_STRING, &signature) || signer.size > 0)
    return FALSE;

  if (signers->size > 0)
    add_error (findings, NP_ATTESTATION_CD_NO_KEY_ID, "cd-signers", _("The certification declaration has more than one signer."));
  if (!is_version (&version, CMS_VERSION))
    add_error (findings, NP_ATTESTATION_CD_NO_KEY_ID, "cd-signer-version",
               _("The signer information of the certification declaration isn't of version 3."));
  if (!equals_oid (&digest, oid_sha256))
    add_error (findings, NP_ATTESTATION_CD_NO_KEY_ID, "cd-signer-digest",
               _("The signer of the certification declaration didn't use SHA-256."));
  if (!equals_oid (&algorithm, oid_ecdsa_with_sha256))
    add_error (findings, NP_ATTESTATION_CD_NO_KEY_ID, "cd-signature-algorithm",
               _("The certification declaration isn't signed with ecdsa-with-SHA256."));
  if (key_id.size != KEY_ID_SIZE)
    add_error (findings, NP_ATTESTATION_CD_SIGNER, "cd-signer-key-id",
               _("The signer's key identifier in the certification declaration hasn't 20 bytes."));

  signed_data->signer_key_id = g_bytes_new (key_id.data, key_id.size);
  signed_data->signature = g_bytes_new (signature.data, signature.size);

  return TRUE;
}

static gboolean
read_content (NpAttestationFindings *findings, Der *der, NpSignedData *signed_data)
{
  Der sequence;
  Der type;
  Der wrapper;
  Der content;

  if (!read_element (der, TAG_SEQUENCE, &sequence) || !read_element (&sequence, TAG_OBJECT_IDENTIFIER, &type)
      || !read_element (&sequence, TAG_CONTENT, &wrapper) || !read_element (&wrapper, TAG_OCTET_STRING, &content)
      || sequence.size > 0 || wrapper.size > 0)
    return FALSE;

  if (!equals_oid (&type, oid_data))
    add_error (findings, NP_ATTESTATION_CD_SIGNATURE, "cd-content-type",
               _("The content of the certification declaration isn't of the type “data”."));
  signed_data->content = g_bytes_new (content.data, content.size);

  return TRUE;
}

static gboolean
read_signed_data (NpAttestationFindings *findings, Der *der, NpSignedData *signed_data)
{
  Der outer;
  Der type;
  Der wrapper;
  Der inner;
  Der version;
  Der digests;
  Der digest;
  Der signers;

  if (!read_element (der, TAG_SEQUENCE, &outer) || !read_element (&outer, TAG_OBJECT_IDENTIFIER, &type)
      || !read_element (&outer, TAG_CONTENT, &wrapper) || !read_element (&wrapper, TAG_SEQUENCE, &inner)
      || !read_element (&inner, TAG_INTEGER, &version) || !read_element (&inner, TAG_SET, &digests)
      || !read_algorithm (&digests, &digest) || !read_content (findings, &inner, signed_data)
      || !read_element (&inner, TAG_SET, &signers) || !read_signer (findings, &signers, signed_data))
    return FALSE;

  if (!equals_oid (&type, oid_signed_data))
    add_error (findings, NP_ATTESTATION_CD_SIGNATURE, "cd-type", _("The certification declaration isn't CMS signed data."));
  if (!is_version (&version, CMS_VERSION))
    add_error (findings, NP_ATTESTATION_CD_SIGNATURE, "cd-version", _("The certification declaration isn't of CMS version 3."));
  if (!equals_oid (&digest, oid_sha256) || digests.size > 0)
    add_error (findings, NP_ATTESTATION_CD_SIGNATURE, "cd-digest",
               _("The certification declaration doesn't name SHA-256 as its only digest."));

  return inner.size == 0 && wrapper.size == 0 && outer.size == 0;
}

/**
 * np_signed_data_read: (skip)
 * @der: a certification declaration
 * @signed_data: (out caller-allocates): what it holds; clear it whatever is returned
 * @problems: (element-type NpProblem): where problems are added
 *
 * Returns: what a commissioner concludes from the envelope; the signature isn't verified here
 */
NpAttestationCode
np_signed_data_read (GBytes *der, NpSignedData *signed_data, GPtrArray *problems)
{
  NpAttestationFindings findings = { .problems = problems };
  gsize size;
  gconstpointer data = g_bytes_get_data (der, &size);
  Der rest = { data, size };

  memset (signed_data, 0, sizeof *signed_data);
  if (size == 0)
    {
      add_error (&findings, NP_ATTESTATION_CD_NO_KEY_ID, "cd-empty", _("The certification declaration is empty."));
    }
  else if (!read_signed_data (&findings, &rest, signed_data))
    {
      np_signed_data_clear (signed_data);
      add_error (&findings, NP_ATTESTATION_CD_NO_KEY_ID, "cd-unreadable",
                 _("The certification declaration isn't CMS signed data in DER, or is damaged."));
    }
  else if (rest.size > 0)
    {
      add_error (&findings, NP_ATTESTATION_CD_NO_KEY_ID, "cd-trailing-bytes",
                 _("There are bytes behind the certification declaration."));
    }

  return findings.conclusion;
}

static GByteArray *
new_element (guint8 tag, gconstpointer data, gsize size)
{
  GByteArray *element = g_byte_array_sized_new (size + 4);
  guint8 header[4] = { tag };
  guint header_size = 2;

  if (size < 0x80)
    {
      header[1] = size;
    }
  else if (size <= G_MAXUINT8)
    {
      header[1] = 0x81;
      header[2] = size;
      header_size = 3;
    }
  else
    {
      header[1] = 0x82;
      header[2] = size >> 8;
      header[3] = size;
      header_size = 4;
    }
  g_byte_array_append (element, header, header_size);
  g_byte_array_append (element, data, size);

  return element;
}

/* (transfer full) for both arrays: an element of that tag around what was given. */
static GByteArray *
wrap (guint8 tag, GByteArray *content)
{
  GByteArray *element = new_element (tag, content->data, content->len);

  g_byte_array_unref (content);

  return element;
}

static void
append (GByteArray *array, GByteArray *element)
{
  g_byte_array_append (array, element->data, element->len);
  g_byte_array_unref (element);
}

static GByteArray *
new_octets (guint8 tag, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return new_element (tag, data, size);
}

static GByteArray *
new_version (void)
{
  guint8 version = CMS_VERSION;

  return new_element (TAG_INTEGER, &version, 1);
}

#define new_oid(oid) new_element (TAG_OBJECT_IDENTIFIER, (oid), sizeof (oid))
#define new_algorithm(oid) wrap (TAG_SEQUENCE, new_oid (oid))

/**
 * np_signed_data_write: (skip)
 *
 * Returns: (transfer full): a certification declaration in DER
 */
GBytes *
np_signed_data_write (const NpSignedData *signed_data)
{
  GByteArray *signer = new_version ();
  GByteArray *content = new_oid (oid_data);
  GByteArray *inner = new_version ();
  GByteArray *outer = new_oid (oid_signed_data);

  append (signer, new_octets (TAG_SIGNER_KEY_ID, signed_data->signer_key_id));
  append (signer, new_algorithm (oid_sha256));
  append (signer, new_algorithm (oid_ecdsa_with_sha256));
  append (signer, new_octets (TAG_OCTET_STRING, signed_data->signature));

  append (content, wrap (TAG_CONTENT, new_octets (TAG_OCTET_STRING, signed_data->content)));

  append (inner, wrap (TAG_SET, new_algorithm (oid_sha256)));
  append (inner, wrap (TAG_SEQUENCE, content));
  append (inner, wrap (TAG_SET, wrap (TAG_SEQUENCE, signer)));

  append (outer, wrap (TAG_CONTENT, wrap (TAG_SEQUENCE, inner)));

  return g_byte_array_free_to_bytes (wrap (TAG_SEQUENCE, outer));
}

void
np_signed_data_clear (NpSignedData *signed_data)
{
  g_clear_pointer (&signed_data->content, g_bytes_unref);
  g_clear_pointer (&signed_data->signer_key_id, g_bytes_unref);
  g_clear_pointer (&signed_data->signature, g_bytes_unref);
}
