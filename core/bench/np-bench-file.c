/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "np-bench-file.h"
#include "np-error.h"
#include "np-paths.h"

JsonObject *
np_bench_file_load (const char *path, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) parse_error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  JsonNode *root;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, length, &parse_error))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s is no JSON: %s"), path, parse_error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s holds no JSON object."), path);
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}

gboolean
np_bench_file_save (const char *path, JsonObject *object, GError **error)
{
  g_autoptr(JsonNode) root = json_node_alloc ();
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  g_return_val_if_fail (path != NULL && object != NULL, FALSE);

  json_node_init_object (root, object);
  text = json_to_string (root, TRUE);
  line = g_strconcat (text, "\n", NULL);
  return g_file_set_contents_full (path, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

static int
lock_writers (const char *path, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  int fd = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  int result;

  if (fd >= 0)
    {
      do
        result = flock (fd, LOCK_EX);
      while (result < 0 && errno == EINTR);
      if (result == 0)
        return fd;
    }
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s: %s"), lock_path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

gboolean
np_bench_file_edit (const char *path, NpBenchFileFunc edit, gpointer user_data, GError **error)
{
  g_autoptr(JsonObject) object = NULL;
  gboolean changed = FALSE;
  int lock;

  g_return_val_if_fail (path != NULL && edit != NULL, FALSE);

  lock = lock_writers (path, error);
  if (lock < 0)
    return FALSE;
  object = np_bench_file_load (path, error);
  if (object != NULL && edit (object, user_data, error))
    changed = np_bench_file_save (path, object, error);
  np_paths_release_lock (lock);
  return changed;
}

/* NULL unless @name is there and of @type: a file that somebody edited by hand mustn't stop the bench. */
static JsonNode *
member_of_type (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

JsonObject *
np_bench_file_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
np_bench_file_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
np_bench_file_get_string (JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = member_of_type (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : fallback;
}

double
np_bench_file_get_double (JsonObject *object, const char *name, double fallback)
{
  JsonNode *node = member_of_type (object, name, G_TYPE_DOUBLE);

  if (node == NULL)
    node = member_of_type (object, name, G_TYPE_INT64);
  return node != NULL ? json_node_get_double (node) : fallback;
}

gboolean
np_bench_file_get_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = member_of_type (object, name, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

guint32
np_bench_file_get_address (JsonObject *object, const char *name)
{
  const char *text = np_bench_file_get_string (object, name, "");
  guint64 value = 0;

  if (!g_str_has_prefix (text, "0x") || !g_ascii_string_to_unsigned (text + 2, 16, 0, G_MAXUINT32, &value, NULL))
    return 0;
  return value;
}
