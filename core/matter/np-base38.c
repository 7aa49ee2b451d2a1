/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-secret-bytes.h"
#include "np-base38.h"

#define GROUP_BYTES 3
#define GROUP_CHARACTERS 5

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.";

/* A group of n bytes ↔ its number of characters; 0 where there is no such group. */
static const guint8 characters_for_bytes[] = { 0, 2, 4, 5 };
static const guint8 bytes_for_characters[] = { 0, 0, 1, 0, 2, 3 };

/**
 * np_base38_encode:
 *
 * Returns: (transfer full): @bytes in base 38
 */
char *
np_base38_encode (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *text = g_string_sized_new (size / GROUP_BYTES * GROUP_CHARACTERS + GROUP_CHARACTERS);

  for (gsize start = 0; start < size; start += GROUP_BYTES)
    {
      gsize n_bytes = MIN (size - start, GROUP_BYTES);
      guint32 value = 0;

      for (gsize i = 0; i < n_bytes; i++)
        value |= (guint32) data[start + i] << (8 * i);

      for (guint i = 0; i < characters_for_bytes[n_bytes]; i++)
        {
          g_string_append_c (text, alphabet[value % strlen (alphabet)]);
          value /= strlen (alphabet);
        }
    }

  return g_string_free (text, FALSE);
}

static gboolean
decode_group (const char *text, gsize n_characters, guint8 *bytes)
{
  gsize n_bytes = bytes_for_characters[n_characters];
  guint32 value = 0;

  for (gsize i = n_characters; i-- > 0;)
    value = value * strlen (alphabet) + (strchr (alphabet, text[i]) - alphabet);

  for (gsize i = 0; i < n_bytes; i++)
    bytes[i] = (value >> (8 * i)) & 0xFF;

  return value >> (8 * n_bytes) == 0;
}

/**
 * np_base38_decode:
 * @text: @length bytes of text
 * @bytes: (out): what it stands for, cleared when dropped; set only when %NP_BASE38_OK is returned
 * @position: (out): the offset of the wrong character, or of the first character of the group out of range
 */
NpBase38Result
np_base38_decode (const char *text, gsize length, GBytes **bytes, gsize *position)
{
  gsize rest = length % GROUP_CHARACTERS;
  gsize size = length / GROUP_CHARACTERS * GROUP_BYTES + bytes_for_characters[rest];
  g_autoptr(GBytes) decoded = NULL;
  guint8 *data;

  for (*position = 0; *position < length; (*position)++)
    {
      if (text[*position] == '\0' || strchr (alphabet, text[*position]) == NULL)
        return NP_BASE38_ALPHABET;
    }

  if (rest != 0 && bytes_for_characters[rest] == 0)
    return NP_BASE38_LENGTH;

  data = g_malloc (size);
  decoded = np_secret_bytes_new_take (data, size);
  for (*position = 0; *position < length; *position += GROUP_CHARACTERS)
    {
      gsize n_characters = MIN (length - *position, GROUP_CHARACTERS);

      if (!decode_group (text + *position, n_characters, data + *position / GROUP_CHARACTERS * GROUP_BYTES))
        return NP_BASE38_RANGE;
    }

  *bytes = g_steal_pointer (&decoded);

  return NP_BASE38_OK;
}
