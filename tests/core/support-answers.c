/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-answers.h"
#include "support.h"

JsonNode *
test_load_answers (const char *name)
{
  g_autofree char *folder = test_find_data ("matter");
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return NULL;

  path = g_build_filename (folder, name, NULL);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

void
test_check_answers (JsonNode *answers, const char *member, void (*check) (JsonObject *answer))
{
  JsonArray *cases = json_object_get_array_member (json_node_get_object (answers), member);

  for (guint i = 0; i < json_array_get_length (cases); i++)
    check (json_array_get_object_element (cases, i));
  g_assert_cmpuint (json_array_get_length (cases), >, 0);
  g_test_message ("%-20s %3u passed", member, json_array_get_length (cases));
}
