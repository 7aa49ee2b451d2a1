/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Matter's own TLV (Matter specification, appendix A), as far as attestation needs it: anonymous and context tags. */

typedef enum
{
  NP_MATTER_TLV_SIGNED,
  NP_MATTER_TLV_UNSIGNED,
  NP_MATTER_TLV_BOOLEAN,
  NP_MATTER_TLV_FLOAT,
  NP_MATTER_TLV_TEXT,
  NP_MATTER_TLV_BYTES,
  NP_MATTER_TLV_NULL,
  NP_MATTER_TLV_STRUCTURE,
  NP_MATTER_TLV_ARRAY,
  NP_MATTER_TLV_LIST,
  NP_MATTER_TLV_END,
} NpMatterTlvType;

#define NP_MATTER_TLV_ANONYMOUS -1
#define NP_MATTER_TLV_OTHER_TAG -2

/* data, size: of text and bytes, within the input; number: of unsigned integers. */
typedef struct
{
  NpMatterTlvType type;
  int tag;
  guint64 number;
  const guint8 *data;
  gsize size;
} NpMatterTlvElement;

typedef struct
{
  const guint8 *data;
  gsize size;
  gsize position;
} NpMatterTlvReader;

gboolean np_matter_tlv_next (NpMatterTlvReader *reader, NpMatterTlvElement *element);
gboolean np_matter_tlv_skip (NpMatterTlvReader *reader, const NpMatterTlvElement *element);

void np_matter_tlv_write_unsigned (GByteArray *output, int tag, guint64 number);
void np_matter_tlv_write_text (GByteArray *output, int tag, const char *text);
void np_matter_tlv_write_bytes (GByteArray *output, int tag, GBytes *bytes);
void np_matter_tlv_write_start (GByteArray *output, int tag, NpMatterTlvType container);
void np_matter_tlv_write_end (GByteArray *output);

G_END_DECLS
