/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-bounded-file.h"
#include "np-factory-file.h"
#include "np-image.h"
#include "np-json-reader.h"
#include "np-st-json.h"

/* Text is JSON, good or bad; an image always has NULs or bytes that no text has. JSON in another encoding is told by its first
 * bytes, since its reader refuses it with better words; an image begins with a small tag, the terminator or erased flash. */
static gboolean
is_json (const char *text, gsize size)
{
  guint32 tag;
  gsize start = 0;

  if (size > 0 && g_utf8_validate_len (text, size, NULL))
    return TRUE;

  if (size < sizeof tag)
    return FALSE;

  memcpy (&tag, text, sizeof tag);
  tag = GUINT32_FROM_LE (tag);
  if (tag <= G_MAXUINT16 || tag == NP_IMAGE_TERMINATOR || tag == G_MAXUINT32)
    return FALSE;

  while (start < size && g_ascii_isspace (text[start]))
    start++;

  return memcmp (text, "\xFF\xFE", 2) == 0 || memcmp (text, "\xFE\xFF", 2) == 0
         || (start < size && (text[start] == '{' || text[start] == '['));
}

NpFactoryData *
np_factory_file_parse (GBytes *bytes, GPtrArray *problems, GError **error)
{
  g_autoptr(NpImage) image = NULL;
  const char *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (is_json (data, size))
    return np_st_json_parse (bytes, problems, error);

  image = np_image_decode (bytes, problems, error);
  if (image == NULL)
    return NULL;

  return g_object_ref (np_image_get_data (image));
}

NpFactoryData *
np_factory_file_load (const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  NpFactoryData *data;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  bytes = np_bounded_file_load (path, NP_JSON_MAX_SIZE, _("Choose a JSON file or an image."), error);
  data = bytes != NULL ? np_factory_file_parse (bytes, problems, error) : NULL;
  if (data == NULL)
    g_prefix_error (error, "%s: ", path);

  return data;
}
