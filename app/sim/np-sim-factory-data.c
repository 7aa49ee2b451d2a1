/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "np-sim-factory-data.h"

#define RECORD_HEADER_SIZE 8u
#define RECORD_LENGTH_LIMIT 603u
#define TERMINATOR 0xACACACACu
#define ERASED 0xFFFFFFFFu

/* What provisioning firmware says in "finish:". */
enum
{
  CODE_DONE = 0,
  CODE_NOT_FOUND = 1,
  CODE_BUFFER_TOO_SMALL = 2,
  CODE_PARAMETER_ERROR = 3,
};

/* How an application shows a value. */
typedef enum
{
  SHOW_NUMBER,
  SHOW_ID,
  SHOW_TEXT,
  SHOW_SIZE,
} ShowAs;

/* What ST's firmware reports, and the room that the SDK's callers give it. */
static const struct
{
  guint32 tag;
  guint32 buffer_size;
  ShowAs show;
  const char *label;
} values[] = {
  { 22, 2, SHOW_ID, "vendor id" },
  { 21, 32, SHOW_TEXT, "vendor name" },
  { 24, 2, SHOW_ID, "product id" },
  { 23, 32, SHOW_TEXT, "product name" },
  { 25, 32, SHOW_TEXT, "serial number" },
  { 27, 2, SHOW_NUMBER, "hardware version" },
  { 11, 2, SHOW_NUMBER, "discriminator" },
  { 12, 4, SHOW_NUMBER, "iterations" },
  { 13, 32, SHOW_SIZE, "salt" },
  { 14, 97, SHOW_SIZE, "verifier" },
  { 15, 4, SHOW_SIZE, "passcode" },
  { 1, 539, SHOW_SIZE, "certification declaration" },
  { 4, 600, SHOW_SIZE, "PAI certificate" },
  { 3, 600, SHOW_SIZE, "DAC certificate" },
};

static guint32
read_word (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

NpSimFactoryDataStatus
np_sim_factory_data_find (const guint8 *range, gsize size, guint32 tag, guint32 buffer_size, const guint8 **value, guint32 *length)
{
  gsize position = 0;

  while (position + RECORD_HEADER_SIZE <= size && read_word (range + position) != TERMINATOR)
    {
      guint32 record_tag = read_word (range + position);
      guint32 record_length = read_word (range + position + 4);

      if (record_length == 0 || record_length >= RECORD_LENGTH_LIMIT)
        return NP_SIM_FACTORY_DATA_PARAMETER_ERROR;
      position += RECORD_HEADER_SIZE;
      if (position + record_length > size)
        return NP_SIM_FACTORY_DATA_NOT_FOUND;
      if (record_tag == tag && record_length > buffer_size)
        return NP_SIM_FACTORY_DATA_BUFFER_TOO_SMALL;
      if (record_tag == tag)
        {
          *value = range + position;
          *length = record_length;
          return NP_SIM_FACTORY_DATA_OK;
        }
      position += record_length;
    }
  return NP_SIM_FACTORY_DATA_NOT_FOUND;
}

guint32
np_sim_factory_data_get_first_tag (const guint8 *range, gsize size)
{
  return size >= RECORD_HEADER_SIZE && read_word (range) != TERMINATOR ? read_word (range) : 0;
}

/* Where the terminator is. Returns: 0, or the code to finish with */
static guint
find_end (const guint8 *range, gsize size, gsize *end)
{
  gsize position = 0;

  while (position + 4 <= size && read_word (range + position) != TERMINATOR)
    {
      guint32 tag = read_word (range + position);
      guint32 length = position + RECORD_HEADER_SIZE <= size ? read_word (range + position + 4) : 0;

      if (tag == NP_SIM_TAG_DAC || tag == NP_SIM_TAG_PAI || tag == NP_SIM_TAG_PUBLIC_KEY)
        return CODE_PARAMETER_ERROR;
      if (tag == ERASED)
        return CODE_NOT_FOUND;
      if (length == 0 || length >= RECORD_LENGTH_LIMIT)
        return CODE_PARAMETER_ERROR;
      position += RECORD_HEADER_SIZE + length;
    }
  *end = position;
  return position + 4 <= size ? CODE_DONE : CODE_NOT_FOUND;
}

guint
np_sim_factory_data_extend (const guint8 *range, gsize size, const guint8 *identity, gsize identity_size, gboolean with_key,
                            GByteArray *result)
{
  static const guint8 end_bytes[] = { 0xAC, 0xAC, 0xAC, 0xAC, 0xFF, 0xFF, 0xFF, 0xFF };
  gsize end;
  guint code = find_end (range, size, &end);

  if (code != CODE_DONE)
    return code;
  g_byte_array_set_size (result, 0);
  g_byte_array_append (result, range, end);
  for (gsize position = 0; position + RECORD_HEADER_SIZE <= identity_size;)
    {
      gsize record = RECORD_HEADER_SIZE + MIN (read_word (identity + position + 4), identity_size - position - RECORD_HEADER_SIZE);

      if (with_key || read_word (identity + position) != NP_SIM_TAG_PRIVATE_KEY)
        g_byte_array_append (result, identity + position, record);
      position += record;
    }
  g_byte_array_append (result, end_bytes, sizeof end_bytes);
  return result->len <= size ? CODE_DONE : CODE_BUFFER_TOO_SMALL;
}

static void
append_value (GString *report, ShowAs show, const guint8 *value, guint32 length)
{
  guint32 number = 0;

  for (guint32 i = 0; i < MIN (length, 4); i++)
    number |= (guint32) value[i] << 8 * i;
  switch (show)
    {
    case SHOW_NUMBER: g_string_append_printf (report, "%u", number); break;
    case SHOW_ID: g_string_append_printf (report, "0x%04X", number); break;
    case SHOW_TEXT: g_string_append_len (report, (const char *) value, length); break;
    case SHOW_SIZE: g_string_append_printf (report, "%u bytes", length); break;
    }
}

char *
np_sim_factory_data_report (const guint8 *range, gsize size)
{
  GString *report = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const guint8 *value = NULL;
      guint32 length = 0;

      g_string_append_printf (report, "%s: ", values[i].label);
      switch (np_sim_factory_data_find (range, size, values[i].tag, values[i].buffer_size, &value, &length))
        {
        case NP_SIM_FACTORY_DATA_OK: append_value (report, values[i].show, value, length); break;
        case NP_SIM_FACTORY_DATA_NOT_FOUND: g_string_append (report, "not found"); break;
        case NP_SIM_FACTORY_DATA_BUFFER_TOO_SMALL: g_string_append (report, "buffer too small"); break;
        case NP_SIM_FACTORY_DATA_PARAMETER_ERROR: g_string_append (report, "parameter error"); break;
        }
      g_string_append (report, "\n");
    }
  return g_string_free (report, FALSE);
}
