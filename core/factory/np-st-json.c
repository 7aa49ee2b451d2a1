/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

#include "np-error.h"
#include "np-factory-check-private.h"
#include "np-field-value.h"
#include "np-json-reader.h"
#include "np-problem.h"
#include "np-secret-bytes.h"
#include "np-st-json.h"
#include "np-st-text.h"

/* There are 21 keys; whatever has hundreds isn't factory data, and naming each would help nobody. */
#define MAX_KEYS 256

#define MAX_QUOTED_CHARACTERS 40

typedef struct
{
  NpJsonReader *reader;
  GPtrArray *problems;
  NpFactoryData *data;
  GHashTable *key_places;   /* tag → where its key stands */
  GHashTable *value_places; /* tag → where its value stands */
  guint8 *scratch;          /* room for the longest byte field that the text can hold */

  /* The value being read. */
  const NpField *field;
  char *place;
} Parser;

/* @what, as for all problems, is taken over. */
static void
add_error (Parser *parser, const char *place, const char *code, char *what, const char *why, const char *todo)
{
  np_problem_list_add (parser->problems, NP_SEVERITY_ERROR, parser->field->tag, code, place, what, why, todo);
}

/* A value for showing: in quotes, cut if long, control characters escaped. */
static char *
quote (const char *text, gsize length)
{
  GString *quoted = g_string_new ("“");
  guint n_characters = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (n_characters++ == MAX_QUOTED_CHARACTERS)
        {
          g_string_append (quoted, "…");
          break;
        }

      if (g_unichar_isprint (character))
        g_string_append_unichar (quoted, character);
      else
        g_string_append_printf (quoted, "\\u%04X", character);
    }
  g_string_append (quoted, "”");

  return g_string_free (quoted, FALSE);
}

static const char *
describe_token (NpJsonToken token)
{
  switch (token)
    {
    case NP_JSON_TOKEN_OBJECT: return _("It is an object in braces.");
    case NP_JSON_TOKEN_ARRAY: return _("It is a list in brackets.");
    case NP_JSON_TOKEN_STRING: return _("It is text in quotes.");
    case NP_JSON_TOKEN_INTEGER: return _("It is a number.");
    case NP_JSON_TOKEN_REAL: return _("It isn't a whole number.");
    case NP_JSON_TOKEN_BOOLEAN: return _("It is true or false.");
    case NP_JSON_TOKEN_NULL: return _("It is null.");
    case NP_JSON_TOKEN_FAILED:
    case NP_JSON_TOKEN_END:
    case NP_JSON_TOKEN_OBJECT_END:
    case NP_JSON_TOKEN_ARRAY_END:
    case NP_JSON_TOKEN_KEY: break;
    }

  g_return_val_if_reached (NULL);
}

static const char *
advise_type (const NpField *field)
{
  switch (field->type)
    {
    case NP_FIELD_TYPE_UINT16:
    case NP_FIELD_TYPE_UINT32: return _("Write a whole number in quotes, such as \"65521\" or \"0xFFF1\".");
    case NP_FIELD_TYPE_STRING: return _("Write text in quotes.");
    case NP_FIELD_TYPE_BYTES: return _("Write a list of bytes, such as [\"0x53\", \"0x50\"].");
    }

  g_return_val_if_reached (NULL);
}

static void
add_wrong_type (Parser *parser, NpJsonToken token)
{
  add_error (parser, parser->place, "json-wrong-type",
             g_strdup_printf (_("%s has a value of the wrong type."), parser->field->key), describe_token (token),
             advise_type (parser->field));
}

static void
remember_place (Parser *parser)
{
  g_hash_table_insert (parser->value_places, GUINT_TO_POINTER (parser->field->tag), g_strdup (parser->place));
}

/* Text or bytes. */
static void
store (Parser *parser, gconstpointer value, gsize size)
{
  g_autoptr(GBytes) bytes = np_secret_bytes_new (value, size);
  g_autofree char *misfit = NULL;
  const char *code = NULL;

  misfit = np_field_value_describe_misfit (parser->field, value, size, &code);
  if (misfit != NULL)
    {
      add_error (parser, parser->place, code, g_steal_pointer (&misfit), NULL, _("Leave such characters out."));
      return;
    }

  np_factory_data_set_bytes (parser->data, parser->field->tag, bytes, NULL);
  remember_place (parser);
}

static void
add_bad_number (Parser *parser, NpStTextResult result, const char *text, gsize length)
{
  const NpField *field = parser->field;
  guint32 largest = np_field_value_get_largest_number (field);
  g_autofree char *quoted = field->secret ? NULL : quote (text, length);
  char *what;

  switch (result)
    {
    case NP_ST_TEXT_OK: break;
    case NP_ST_TEXT_EMPTY:
      add_error (parser, parser->place, "value-empty", g_strdup_printf (_("%s is empty."), field->key), NULL,
                 _("Give it a value, or leave the field out."));
      break;

    case NP_ST_TEXT_SYNTAX:
      if (quoted == NULL)
        what = g_strdup_printf (_("%s isn't a whole number."), field->key);
      else
        what = g_strdup_printf (_("%s is %s, which isn't a whole number."), field->key, quoted);
      add_error (parser, parser->place, "number-syntax", what, NULL,
                 _("Write it like 65521, or in hexadecimal with 0x like 0xFFF1."));
      break;

    case NP_ST_TEXT_RANGE:
      if (quoted == NULL)
        what = g_strdup_printf (_("%s is outside the numbers from 0 to %u that it can hold."), field->key, largest);
      else
        what = g_strdup_printf (_("%s is %s; it can hold numbers from 0 to %u."), field->key, quoted, largest);
      add_error (parser, parser->place, "number-range", what, NULL, _("Write a number in that range."));
      break;
    }
}

static void
read_number (Parser *parser, NpJsonToken token)
{
  NpStTextResult result;
  const char *text;
  gsize length;
  guint32 number;

  if (token != NP_JSON_TOKEN_STRING && token != NP_JSON_TOKEN_INTEGER)
    {
      add_wrong_type (parser, token);
      return;
    }

  text = np_json_reader_get_text (parser->reader, &length);
  result = np_st_text_read_number (text, length, np_field_value_get_largest_number (parser->field), &number);
  if (result != NP_ST_TEXT_OK)
    {
      add_bad_number (parser, result, text, length);
      return;
    }

  np_factory_data_set_number (parser->data, parser->field->tag, number, NULL);
  remember_place (parser);
}

static void
read_text (Parser *parser, NpJsonToken token)
{
  const char *text;
  gsize length;

  if (token != NP_JSON_TOKEN_STRING)
    {
      add_wrong_type (parser, token);
      return;
    }

  text = np_json_reader_get_text (parser->reader, &length);
  store (parser, text, length);
}

/* The place is the item's own. Its value isn't told: it may be a secret. */
static void
add_bad_item (Parser *parser, const char *code, char *what, const char *todo)
{
  g_autofree char *place = np_json_reader_dup_place (parser->reader);

  add_error (parser, place, code, what, NULL, todo);
}

static gboolean
read_item (Parser *parser, NpJsonToken token, guint item, guint8 *byte)
{
  const char *key = parser->field->key;
  NpStTextResult result;
  const char *text;
  gsize length;
  guint32 number;

  if (token != NP_JSON_TOKEN_STRING && token != NP_JSON_TOKEN_INTEGER)
    {
      add_bad_item (parser, "json-wrong-type", g_strdup_printf (_("Item %u of %s has the wrong type."), item, key),
                    _("Write each byte in quotes, such as \"0x53\"."));
      return FALSE;
    }

  /* A JSON number has no hexadecimal form: 16 is sixteen, while ST reads the text "16" as 0x16. */
  text = np_json_reader_get_text (parser->reader, &length);
  if (token == NP_JSON_TOKEN_STRING)
    {
      result = np_st_text_read_byte (text, length, byte);
    }
  else
    {
      result = np_st_text_read_number (text, length, G_MAXUINT8, &number);
      *byte = result == NP_ST_TEXT_OK ? number : 0;
    }

  switch (result)
    {
    case NP_ST_TEXT_OK: return TRUE;
    case NP_ST_TEXT_EMPTY:
    case NP_ST_TEXT_SYNTAX:
      add_bad_item (parser, "byte-syntax", g_strdup_printf (_("Item %u of %s isn't a byte."), item, key),
                    _("Write each byte as two hexadecimal digits in quotes, such as \"0x53\"."));
      return FALSE;

    case NP_ST_TEXT_RANGE:
      add_bad_item (parser, "byte-range", g_strdup_printf (_("Item %u of %s is outside 0x00 to 0xFF."), item, key),
                    _("Write each byte as two hexadecimal digits in quotes, such as \"0x53\"."));
      return FALSE;
    }

  g_return_val_if_reached (FALSE);
}

/* A list with a bad item is told once and left out; the rest of it isn't looked at. */
static void
read_list (Parser *parser)
{
  gsize n_bytes = 0;
  NpJsonToken token;

  for (token = np_json_reader_next (parser->reader); token != NP_JSON_TOKEN_ARRAY_END && token != NP_JSON_TOKEN_FAILED;
       token = np_json_reader_next (parser->reader))
    {
      if (!read_item (parser, token, n_bytes + 1, &parser->scratch[n_bytes]))
        return;

      n_bytes++;
    }

  if (token == NP_JSON_TOKEN_ARRAY_END)
    store (parser, parser->scratch, n_bytes);
}

static void
read_bytes (Parser *parser, NpJsonToken token)
{
  const char *text;
  gsize length;
  gsize n_bytes;

  if (token == NP_JSON_TOKEN_ARRAY)
    {
      read_list (parser);
      return;
    }

  if (token != NP_JSON_TOKEN_STRING)
    {
      add_wrong_type (parser, token);
      return;
    }

  text = np_json_reader_get_text (parser->reader, &length);
  switch (np_st_text_read_hex (text, length, parser->scratch, &n_bytes))
    {
    case NP_ST_TEXT_OK:
    case NP_ST_TEXT_EMPTY: store (parser, parser->scratch, n_bytes); break;

    case NP_ST_TEXT_SYNTAX:
    case NP_ST_TEXT_RANGE:
      add_error (
          parser, parser->place, "byte-syntax", g_strdup_printf (_("%s isn't a row of hexadecimal bytes."), parser->field->key),
          NULL,
          _("Write two hexadecimal digits for each byte, such as \"5350AB\", or a list such as [\"0x53\", \"0x50\", \"0xAB\"]."));
      break;
    }
}

static void
read_value (Parser *parser)
{
  guint depth = np_json_reader_get_depth (parser->reader);
  NpJsonToken token = np_json_reader_next (parser->reader);

  if (token == NP_JSON_TOKEN_FAILED)
    return;

  parser->place = np_json_reader_dup_place (parser->reader);
  switch (parser->field->type)
    {
    case NP_FIELD_TYPE_UINT16:
    case NP_FIELD_TYPE_UINT32: read_number (parser, token); break;

    case NP_FIELD_TYPE_STRING: read_text (parser, token); break;

    case NP_FIELD_TYPE_BYTES: read_bytes (parser, token); break;
    }

  /* What a value of the wrong type holds isn't looked at. */
  np_json_reader_skip_to_depth (parser->reader, depth);
  g_clear_pointer (&parser->place, g_free);
}

static const NpField *
find_similar_field (const char *key)
{
  const NpField *fields;
  guint n_fields;

  fields = np_field_get_all (&n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      if (g_ascii_strcasecmp (fields[i].key, key) == 0)
        return &fields[i];
    }

  return NULL;
}

static void
skip_unknown_key (Parser *parser, const char *key, gsize length, const char *place)
{
  guint depth = np_json_reader_get_depth (parser->reader);
  const NpField *similar = find_similar_field (key);
  g_autofree char *quoted = quote (key, length);
  g_autofree char *todo = NULL;

  if (similar != NULL)
    todo = g_strdup_printf (_("Write %s in capitals if that is meant."), similar->key);
  else
    todo = g_strdup (_("Check its spelling, or remove it."));

  np_problem_list_add (parser->problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "json-unknown-key", place,
                       g_strdup_printf (_("No field is called %s; it was skipped."), quoted), NULL, todo);

  np_json_reader_next (parser->reader);
  np_json_reader_skip_to_depth (parser->reader, depth);
}

static void
read_member (Parser *parser)
{
  g_autofree char *place = np_json_reader_dup_place (parser->reader);
  const char *earlier;
  const char *key;
  gsize length;

  key = np_json_reader_get_text (parser->reader, &length);
  parser->field = strlen (key) == length ? np_field_find_by_key (key) : NULL;
  if (parser->field == NULL)
    {
      skip_unknown_key (parser, key, length, place);
      return;
    }

  earlier = g_hash_table_lookup (parser->key_places, GUINT_TO_POINTER (parser->field->tag));
  if (earlier != NULL)
    add_error (parser, place, "json-duplicate-key",
               g_strdup_printf (_("%s is given more than once; the first time in %s."), parser->field->key, earlier), NULL,
               _("Keep one of them."));
  else
    g_hash_table_insert (parser->key_places, GUINT_TO_POINTER (parser->field->tag), g_steal_pointer (&place));

  read_value (parser);
}

static gboolean
add_refusal (Parser *parser, const char *code, const char *what, const char *todo)
{
  g_autofree char *place = np_json_reader_dup_place (parser->reader);

  np_problem_list_add (parser->problems, NP_SEVERITY_ERROR, NP_TAG_NONE, code, place, g_strdup (what), NULL, todo);

  return FALSE;
}

/* The whole text: one object. FALSE if it can't be read as that; the last problem says why. */
static gboolean
read_document (Parser *parser)
{
  NpJsonToken token = np_json_reader_next (parser->reader);
  guint n_keys = 0;

  if (token == NP_JSON_TOKEN_FAILED)
    return FALSE;

  if (token != NP_JSON_TOKEN_OBJECT)
    return add_refusal (parser, "json-not-object", _("The factory data aren't an object in braces."),
                        _("Write { \"KEY\": value, … } around them."));

  while ((token = np_json_reader_next (parser->reader)) == NP_JSON_TOKEN_KEY)
    {
      if (n_keys++ == MAX_KEYS)
        return add_refusal (parser, "json-too-many-keys", _("There are hundreds of keys; these aren't factory data."),
                            _("Check that the right file was chosen."));

      read_member (parser);
    }

  return token == NP_JSON_TOKEN_OBJECT_END && np_json_reader_next (parser->reader) == NP_JSON_TOKEN_END;
}

NpFactoryData *
np_st_json_parse (GBytes *json, GPtrArray *problems, GError **error)
{
  g_autoptr(NpJsonReader) reader = NULL;
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(GHashTable) key_places = NULL;
  g_autoptr(GHashTable) value_places = NULL;
  gsize scratch_size;
  g_autofree guint8 *scratch = NULL;
  Parser parser = { .problems = problems };
  gboolean complete;

  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  parser.reader = reader = np_json_reader_new (json, problems);
  parser.data = data = np_factory_data_new ();
  parser.key_places = key_places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  parser.value_places = value_places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  scratch_size = MIN (g_bytes_get_size (json), NP_JSON_MAX_SIZE) + 1; /* a byte takes at least a digit and a comma */
  parser.scratch = scratch = g_malloc (scratch_size);

  complete = read_document (&parser);
  OPENSSL_cleanse (scratch, scratch_size);
  if (!complete)
    {
      g_autofree char *text = np_problem_to_text (problems->pdata[problems->len - 1]);

      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, text);
      return NULL;
    }

  np_factory_check (data, value_places, problems);

  return g_steal_pointer (&data);
}
