/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-json-reader.h"
#include "factory/np-problem.h"

static const char *token_names[] = {
  [NP_JSON_TOKEN_FAILED] = "failed",   [NP_JSON_TOKEN_END] = "end",         [NP_JSON_TOKEN_OBJECT] = "{",
  [NP_JSON_TOKEN_OBJECT_END] = "}",    [NP_JSON_TOKEN_ARRAY] = "[",         [NP_JSON_TOKEN_ARRAY_END] = "]",
  [NP_JSON_TOKEN_KEY] = "key",         [NP_JSON_TOKEN_STRING] = "string",   [NP_JSON_TOKEN_INTEGER] = "integer",
  [NP_JSON_TOKEN_REAL] = "real",       [NP_JSON_TOKEN_BOOLEAN] = "boolean", [NP_JSON_TOKEN_NULL] = "null",
};

/* All tokens of a text with what they say, each in its place. */
static char *
list_tokens (const char *json)
{
  g_autoptr(GBytes) text = g_bytes_new_static (json, strlen (json));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpJsonReader) reader = np_json_reader_new (text, problems);
  GString *list = g_string_new (NULL);
  NpJsonToken token;

  do
    {
      g_autofree char *place = NULL;
      gsize length;

      token = np_json_reader_next (reader);
      place = np_json_reader_dup_place (reader);
      g_string_append_printf (list, "%s %s (%s)\n", token_names[token], np_json_reader_get_text (reader, &length), place);
    }
  while (token != NP_JSON_TOKEN_END && token != NP_JSON_TOKEN_FAILED);

  g_assert_cmpint (np_json_reader_next (reader), ==, token);
  g_assert_cmpuint (problems->len, ==, token == NP_JSON_TOKEN_FAILED ? 1 : 0);

  return g_string_free (list, FALSE);
}

static void
test_tokens (void)
{
  g_autofree char *list = list_tokens ("{\"a\" :\n\t[1, -2.5e+3,0],\r\n"
                                       " \"é\\u00e9\": {}, \"n\":[],\"t\":[true,false , null,NaN,-Infinity]}\n");

  g_assert_cmpstr (list, ==,
                   "{  (line 1, column 1)\n"
                   "key a (line 1, column 2)\n"
                   "[  (line 2, column 2)\n"
                   "integer 1 (line 2, column 3)\n"
                   "real -2.5e+3 (line 2, column 6)\n"
                   "integer 0 (line 2, column 14)\n"
                   "]  (line 2, column 15)\n"
                   "key éé (line 3, column 2)\n"
                   "{  (line 3, column 13)\n"
                   "}  (line 3, column 14)\n"
                   "key n (line 3, column 17)\n"
                   "[  (line 3, column 21)\n"
                   "]  (line 3, column 22)\n"
                   "key t (line 3, column 24)\n"
                   "[  (line 3, column 28)\n"
                   "boolean  (line 3, column 29)\n"
                   "boolean  (line 3, column 34)\n"
                   "null  (line 3, column 42)\n"
                   "real  (line 3, column 47)\n"
                   "real  (line 3, column 51)\n"
                   "]  (line 3, column 60)\n"
                   "}  (line 3, column 61)\n"
                   "end  (line 4, column 1)\n");
}

/* Any value may stand at the top. */
static void
test_top (void)
{
  g_autofree char *number = list_tokens (" 12 ");
  g_autofree char *string = list_tokens ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\uDE00\"");

  g_assert_cmpstr (number, ==, "integer 12 (line 1, column 2)\nend  (line 1, column 5)\n");
  g_assert_cmpstr (string, ==, "string \"\\/\b\f\n\r\tA😀 (line 1, column 1)\nend  (line 1, column 37)\n");
}

static void
test_skip (void)
{
  const char *json = "{\"a\":[1,{\"b\":[[],2]}],\"c\":3}";
  g_autoptr(GBytes) text = g_bytes_new_static (json, strlen (json));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpJsonReader) reader = np_json_reader_new (text, problems);
  gsize length;

  np_json_reader_next (reader);
  np_json_reader_next (reader);
  g_assert_cmpuint (np_json_reader_get_depth (reader), ==, 1);
  g_assert_cmpint (np_json_reader_next (reader), ==, NP_JSON_TOKEN_ARRAY);
  g_assert_cmpuint (np_json_reader_get_depth (reader), ==, 2);
  np_json_reader_skip_to_depth (reader, 1);
  g_assert_cmpint (np_json_reader_next (reader), ==, NP_JSON_TOKEN_KEY);
  g_assert_cmpstr (np_json_reader_get_text (reader, &length), ==, "c");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-reader/tokens", test_tokens);
  g_test_add_func ("/json-reader/top", test_top);
  g_test_add_func ("/json-reader/skip", test_skip);

  return g_test_run ();
}
