/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "np-matter-tlv.h"

/* The first byte of an element: three bits of tag form, five of type. */
#define TAG_FORM(control) ((control) >> 5)
#define ELEMENT_TYPE(control) ((control) & 0x1F)

#define TAG_FORM_ANONYMOUS 0
#define TAG_FORM_CONTEXT 1

#define TYPE_UNSIGNED 0x04
#define TYPE_TEXT 0x0C
#define TYPE_BYTES 0x10
#define TYPE_STRUCTURE 0x15
#define TYPE_END 0x18

/* Deeper nesting than this is an attack. */
#define MAX_DEPTH 16

/* Bytes that a tag takes, by its form. */
static const guint8 tag_sizes[] = { 0, 1, 2, 4, 2, 4, 6, 8 };

/* number_size: bytes of a value, or of the length of text and bytes. */
typedef struct
{
  NpMatterTlvType type;
  guint8 number_size;
} ElementType;

static const ElementType element_types[] = {
  { NP_MATTER_TLV_SIGNED, 1 },    { NP_MATTER_TLV_SIGNED, 2 },   { NP_MATTER_TLV_SIGNED, 4 },   { NP_MATTER_TLV_SIGNED, 8 },
  { NP_MATTER_TLV_UNSIGNED, 1 },  { NP_MATTER_TLV_UNSIGNED, 2 }, { NP_MATTER_TLV_UNSIGNED, 4 }, { NP_MATTER_TLV_UNSIGNED, 8 },
  { NP_MATTER_TLV_BOOLEAN, 0 },   { NP_MATTER_TLV_BOOLEAN, 0 },  { NP_MATTER_TLV_FLOAT, 4 },    { NP_MATTER_TLV_FLOAT, 8 },
  { NP_MATTER_TLV_TEXT, 1 },      { NP_MATTER_TLV_TEXT, 2 },     { NP_MATTER_TLV_TEXT, 4 },     { NP_MATTER_TLV_TEXT, 8 },
  { NP_MATTER_TLV_BYTES, 1 },     { NP_MATTER_TLV_BYTES, 2 },    { NP_MATTER_TLV_BYTES, 4 },    { NP_MATTER_TLV_BYTES, 8 },
  { NP_MATTER_TLV_NULL, 0 },      { NP_MATTER_TLV_STRUCTURE, 0 }, { NP_MATTER_TLV_ARRAY, 0 },   { NP_MATTER_TLV_LIST, 0 },
  { NP_MATTER_TLV_END, 0 },
};

static gboolean
read_number (NpMatterTlvReader *reader, guint size, guint64 *number)
{
  *number = 0;
  if (reader->size - reader->position < size)
    return FALSE;

  for (guint i = 0; i < size; i++)
    *number |= (guint64) reader->data[reader->position + i] << (8 * i);
  reader->position += size;

  return TRUE;
}

static gboolean
read_tag (NpMatterTlvReader *reader, guint form, int *tag)
{
  guint64 number;

  if (!read_number (reader, tag_sizes[form], &number))
    return FALSE;

  if (form == TAG_FORM_ANONYMOUS)
    *tag = NP_MATTER_TLV_ANONYMOUS;
  else if (form == TAG_FORM_CONTEXT)
    *tag = (int) number;
  else
    *tag = NP_MATTER_TLV_OTHER_TAG;

  return TRUE;
}

/**
 * np_matter_tlv_next:
 * @reader: where to read; set its data and size, and position to 0
 * @element: (out caller-allocates): the element there
 *
 * A container is read as its start, what is in it, and its end.
 *
 * Returns: %FALSE if the bytes end or aren't TLV
 */
gboolean
np_matter_tlv_next (NpMatterTlvReader *reader, NpMatterTlvElement *element)
{
  guint8 control;
  const ElementType *type;

  memset (element, 0, sizeof *element);
  if (reader->position >= reader->size)
    return FALSE;

  control = reader->data[reader->position++];
  if (ELEMENT_TYPE (control) >= G_N_ELEMENTS (element_types))
    return FALSE;

  type = &element_types[ELEMENT_TYPE (control)];
  element->type = type->type;
  if (!read_tag (reader, TAG_FORM (control), &element->tag) || !read_number (reader, type->number_size, &element->number))
    return FALSE;

  if (element->type == NP_MATTER_TLV_TEXT || element->type == NP_MATTER_TLV_BYTES)
    {
      if (element->number > reader->size - reader->position)
        return FALSE;

      element->data = reader->data + reader->position;
      element->size = element->number;
      reader->position += element->size;
    }

  return element->type != NP_MATTER_TLV_END || element->tag == NP_MATTER_TLV_ANONYMOUS;
}

static gboolean
is_container (const NpMatterTlvElement *element)
{
  return element->type == NP_MATTER_TLV_STRUCTURE || element->type == NP_MATTER_TLV_ARRAY || element->type == NP_MATTER_TLV_LIST;
}

/**
 * np_matter_tlv_skip:
 * @element: what np_matter_tlv_next () just read
 *
 * Passes over the content of a container; of anything else nothing is left to pass over.
 *
 * Returns: %FALSE if the bytes end or aren't TLV
 */
gboolean
np_matter_tlv_skip (NpMatterTlvReader *reader, const NpMatterTlvElement *element)
{
  guint depth = is_container (element) ? 1 : 0;

  while (depth > 0)
    {
      NpMatterTlvElement next;

      if (!np_matter_tlv_next (reader, &next))
        return FALSE;

      if (is_container (&next))
        depth++;
      else if (next.type == NP_MATTER_TLV_END)
        depth--;
      if (depth > MAX_DEPTH)
        return FALSE;
    }

  return TRUE;
}

static void
write_number (GByteArray *output, guint64 number, guint size)
{
  for (guint i = 0; i < size; i++)
    {
      guint8 byte = number >> (8 * i);

      g_byte_array_append (output, &byte, 1);
    }
}

static void
write_control (GByteArray *output, int tag, guint8 type)
{
  guint8 form = tag == NP_MATTER_TLV_ANONYMOUS ? TAG_FORM_ANONYMOUS : TAG_FORM_CONTEXT;
  guint8 control = form << 5 | type;

  g_byte_array_append (output, &control, 1);
  if (form == TAG_FORM_CONTEXT)
    write_number (output, tag, 1);
}

/* In as few bytes as it fits, as Matter asks. */
static void
write_with_number (GByteArray *output, int tag, guint8 type, guint64 number)
{
  guint8 log_size = number <= G_MAXUINT8 ? 0 : number <= G_MAXUINT16 ? 1 : number <= G_MAXUINT32 ? 2 : 3;

  write_control (output, tag, type + log_size);
  write_number (output, number, 1u << log_size);
}

void
np_matter_tlv_write_unsigned (GByteArray *output, int tag, guint64 number)
{
  write_with_number (output, tag, TYPE_UNSIGNED, number);
}

void
np_matter_tlv_write_text (GByteArray *output, int tag, const char *text)
{
  write_with_number (output, tag, TYPE_TEXT, strlen (text));
  g_byte_array_append (output, (const guint8 *) text, strlen (text));
}

void
np_matter_tlv_write_bytes (GByteArray *output, int tag, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  write_with_number (output, tag, TYPE_BYTES, size);
  g_byte_array_append (output, data, size);
}

void
np_matter_tlv_write_start (GByteArray *output, int tag, NpMatterTlvType container)
{
  write_control (output, tag, TYPE_STRUCTURE + (container - NP_MATTER_TLV_STRUCTURE));
}

void
np_matter_tlv_write_end (GByteArray *output)
{
  write_control (output, NP_MATTER_TLV_ANONYMOUS, TYPE_END);
}
