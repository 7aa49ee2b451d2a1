/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-json-reader.h"
#include "factory/np-problem.h"
#include "np-error.h"
#include "np-json-file-private.h"

static void
tell_duplicate (NpJsonReader *reader, GPtrArray *problems)
{
  g_autofree char *place = np_json_reader_dup_place (reader);
  gsize length;

  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "json-duplicate-key", place,
                       g_strdup_printf (_("The key “%s” is given twice."), np_json_reader_get_text (reader, &length)),
                       _("Nobody can tell which of the two is meant."), _("Remove one of them."));
}

/* Strict JSON without a key given twice in one object. */
static void
check_text (GBytes *text, GPtrArray *problems)
{
  g_autoptr(NpJsonReader) reader = np_json_reader_new (text, problems);
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref); /* of the objects that are open */

  for (NpJsonToken token = np_json_reader_next (reader); token != NP_JSON_TOKEN_END && token != NP_JSON_TOKEN_FAILED;
       token = np_json_reader_next (reader))
    {
      gsize length;

      if (token == NP_JSON_TOKEN_OBJECT)
        g_ptr_array_add (keys, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL));
      else if (token == NP_JSON_TOKEN_OBJECT_END)
        g_ptr_array_set_size (keys, (int) keys->len - 1);
      else if (token == NP_JSON_TOKEN_KEY && !g_hash_table_add (keys->pdata[keys->len - 1], g_strdup (np_json_reader_get_text (reader, &length))))
        tell_duplicate (reader, problems);
    }
}

JsonObject *
np_json_file_load (const char *path, GError **error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GBytes) text = NULL;
  JsonNode *root;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  text = g_bytes_new_take (contents, length);
  check_text (text, problems);
  if (!np_problem_list_to_error (problems, error) || !json_parser_load_from_data (parser, contents, (gssize) length, error))
    {
      g_prefix_error (error, _("“%s” is damaged: "), path);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_dup_object (root);
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is damaged: there is no object at its top."), path);
  return NULL;
}
