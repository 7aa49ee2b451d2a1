/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

#include "np-json-reader.h"
#include "np-problem.h"

/* What may come next. */
typedef enum
{
  STATE_START,
  STATE_VALUE,
  STATE_FIRST_ITEM, /* or the array's end */
  STATE_FIRST_KEY,  /* or the object's end */
  STATE_AFTER_VALUE,
  STATE_FAILED,
} State;

struct _NpJsonReader
{
  GBytes *bytes;
  const char *text;
  gsize size;
  gsize position;
  GPtrArray *problems;

  State state;
  guint depth;
  guint64 objects; /* bit n: whether the container at depth n + 1 is an object */

  gsize token_start;
  GString *value;
};

G_STATIC_ASSERT (NP_JSON_MAX_DEPTH <= 64);

/**
 * np_json_reader_new:
 * @text: the JSON text
 * @problems: (element-type NpProblem): where the problem that ends reading is added: json-too-large, json-encoding,
 *   json-too-deep or json-syntax
 *
 * Returns: (transfer full): a reader before the first token
 */
NpJsonReader *
np_json_reader_new (GBytes *text, GPtrArray *problems)
{
  NpJsonReader *self;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  self = g_new0 (NpJsonReader, 1);
  self->bytes = g_bytes_ref (text);
  self->text = g_bytes_get_data (text, &self->size);
  self->problems = g_ptr_array_ref (problems);

  /* No token is longer than the text, so this never moves and leaves no copy of a secret behind. */
  self->value = g_string_sized_new (MIN (self->size, NP_JSON_MAX_SIZE));

  return self;
}

void
np_json_reader_free (NpJsonReader *self)
{
  g_return_if_fail (self != NULL);

  OPENSSL_cleanse (self->value->str, self->value->allocated_len);
  g_string_free (self->value, TRUE);
  g_ptr_array_unref (self->problems);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/* "line 3, column 14", counted from 1; columns are characters, a tab is one. */
static char *
format_place (NpJsonReader *self, gsize offset)
{
  guint line = 1;
  guint column = 1;

  for (gsize i = 0; i < offset; i++)
    {
      if (self->text[i] == '\n')
        {
          line++;
          column = 1;
        }
      else if ((self->text[i] & 0xC0) != 0x80) /* not a further byte of a UTF-8 character */
        {
          column++;
        }
    }

  /* Translators: a place in a text file, both counted from 1. */
  return g_strdup_printf (_("line %u, column %u"), line, column);
}

static NpJsonToken
fail (NpJsonReader *self, gsize offset, const char *code, char *what, const char *todo)
{
  g_autofree char *where = format_place (self, offset);

  np_problem_list_add (self->problems, NP_SEVERITY_ERROR, NP_TAG_NONE, code, where, what, NULL, todo);
  self->state = STATE_FAILED;

  return NP_JSON_TOKEN_FAILED;
}

/* The next character; NUL only at the end, since NULs in the text are refused. */
static char
peek (NpJsonReader *self)
{
  return self->position < self->size ? self->text[self->position] : '\0';
}

static gboolean
take (NpJsonReader *self, char character)
{
  if (character == '\0' || peek (self) != character)
    return FALSE;

  self->position++;

  return TRUE;
}

static gboolean
take_word (NpJsonReader *self, const char *word)
{
  gsize length = strlen (word);

  if (self->size - self->position < length || memcmp (self->text + self->position, word, length) != 0)
    return FALSE;

  self->position += length;

  return TRUE;
}

static void
skip_space (NpJsonReader *self)
{
  while (self->position < self->size && strchr (" \t\n\r", self->text[self->position]) != NULL)
    self->position++;
}

/* The advice for the slips that people make most, by what stands there instead. */
static const char *
advise (NpJsonReader *self)
{
  switch (peek (self))
    {
    case '\0': return _("The file ends too early; check that all of it is there.");
    case '/':
    case '#': return _("Remove it; JSON has no comments.");
    case '\'': return _("Write \" instead of ' there; JSON knows no other quotes.");
    case '}':
    case ']': return _("Remove the comma before it, or add what is missing.");
    case 'x':
    case 'X': return _("Put it in quotes if it is a hexadecimal number, such as \"0xFFF1\".");

    default: return _("Mend the text there.");
    }
}

static NpJsonToken
fail_syntax (NpJsonReader *self, const char *what)
{
  return fail (self, self->position, "json-syntax", g_strdup (what), advise (self));
}

/* Strings */

static gboolean
take_hex4 (NpJsonReader *self, gunichar *unit)
{
  *unit = 0;
  if (self->size - self->position < 4)
    return FALSE;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->text[self->position + i]);

      if (digit < 0)
        return FALSE;

      *unit = *unit << 4 | (gunichar) digit;
    }
  self->position += 4;

  return TRUE;
}

static NpJsonToken
fail_escape (NpJsonReader *self, gsize start)
{
  return fail (self, start, "json-syntax", g_strdup (_("JSON has no such escape sequence.")), _("Write \\\\ for a backslash."));
}

/* After "\u". */
static gboolean
read_unicode_escape (NpJsonReader *self, gsize start)
{
  gunichar unit;
  gunichar low;

  if (!take_hex4 (self, &unit))
    {
      fail_escape (self, start);
      return FALSE;
    }

  if (unit >= 0xD800 && unit <= 0xDBFF && take_word (self, "\\u") && take_hex4 (self, &low) && low >= 0xDC00 && low <= 0xDFFF)
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);

  if (unit >= 0xD800 && unit <= 0xDFFF)
    {
      fail (self, start, "json-encoding", g_strdup (_("This is half of a surrogate pair, which is no character.")),
            _("Write the character itself."));
      return FALSE;
    }

  g_string_append_unichar (self->value, unit);

  return TRUE;
}

static gboolean
read_escape (NpJsonReader *self)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  gsize start = self->position - 1;
  char letter = peek (self);
  const char *escape;

  if (take (self, 'u'))
    return read_unicode_escape (self, start);

  escape = letter != '\0' ? strchr (escapes, letter) : NULL;
  if (escape == NULL)
    {
      fail_escape (self, start);
      return FALSE;
    }

  self->position++;
  g_string_append_c (self->value, meanings[escape - escapes]);

  return TRUE;
}

/* After the opening quote. */
static NpJsonToken
read_string (NpJsonReader *self, NpJsonToken token)
{
  while (self->position < self->size)
    {
      char character = self->text[self->position];

      if ((guint8) character < 0x20)
        return fail (self, self->position, "json-syntax",
                     g_strdup_printf (_("The control character 0x%02X stands within quotes."), (guint) character),
                     character == '\n' || character == '\r' ? _("Close the quotes on the same line.")
                                                            : _("Write it as an escape sequence, such as \\t."));

      self->position++;
      if (character == '"')
        return token;

      if (character != '\\')
        g_string_append_c (self->value, character);
      else if (!read_escape (self))
        return NP_JSON_TOKEN_FAILED;
    }

  return fail (self, self->token_start, "json-syntax", g_strdup (_("The quotes that open here are never closed.")), advise (self));
}

/* Other values */

static gsize
take_digits (NpJsonReader *self)
{
  gsize start = self->position;

  while (g_ascii_isdigit (peek (self)))
    self->position++;

  return self->position - start;
}

/* At a minus or a digit. A zero ends the whole part: "01" is two tokens, and so an error. */
static NpJsonToken
read_number (NpJsonReader *self)
{
  gsize start = self->position;
  gsize end;
  gboolean real = FALSE;

  take (self, '-');
  if (!take (self, '0') && take_digits (self) == 0)
    {
      if (take_word (self, "Infinity"))
        return NP_JSON_TOKEN_REAL;

      return fail_syntax (self, _("A digit must stand here."));
    }

  end = self->position;
  if (take (self, '.') && take_digits (self) > 0)
    {
      end = self->position;
      real = TRUE;
    }

  self->position = end;
  if (take (self, 'e') || take (self, 'E'))
    {
      if (!take (self, '+'))
        take (self, '-');
      if (take_digits (self) > 0)
        {
          end = self->position;
          real = TRUE;
        }
    }

  self->position = end;
  g_string_append_len (self->value, self->text + start, end - start);

  return real ? NP_JSON_TOKEN_REAL : NP_JSON_TOKEN_INTEGER;
}

static NpJsonToken
read_scalar (NpJsonReader *self)
{

  if (take (self, '"'))
    return read_string (self, NP_JSON_TOKEN_STRING);

  if (peek (self) == '-' || g_ascii_isdigit (peek (self)))
    return read_number (self);

  if (take_word (self, "true") || take_word (self, "false"))
    return NP_JSON_TOKEN_BOOLEAN;

  if (take_word (self, "null"))
    return NP_JSON_TOKEN_NULL;

  if (take_word (self, "NaN") || take_word (self, "Infinity"))
    return NP_JSON_TOKEN_REAL;

  return fail_syntax (self, _("A value must stand here."));
}

static NpJsonToken
enter (NpJsonReader *self, gboolean object)
{
  guint64 bit;

  if (self->depth == NP_JSON_MAX_DEPTH)
    return fail (self, self->token_start, "json-too-deep",
                 g_strdup_printf (_("Brackets are nested more than %d deep."), NP_JSON_MAX_DEPTH),
                 _("Check that the right file was chosen; factory data need two levels."));

  bit = G_GUINT64_CONSTANT (1) << self->depth;
  self->objects = object ? self->objects | bit : self->objects & ~bit;
  self->depth++;
  self->state = object ? STATE_FIRST_KEY : STATE_FIRST_ITEM;

  return object ? NP_JSON_TOKEN_OBJECT : NP_JSON_TOKEN_ARRAY;
}

static gboolean
is_in_object (NpJsonReader *self)
{
  return (self->objects >> (self->depth - 1) & 1) != 0;
}

static NpJsonToken
leave (NpJsonReader *self)
{
  NpJsonToken token = is_in_object (self) ? NP_JSON_TOKEN_OBJECT_END : NP_JSON_TOKEN_ARRAY_END;

  self->depth--;
  self->state = STATE_AFTER_VALUE;

  return token;
}

static NpJsonToken
read_value (NpJsonReader *self)
{
  NpJsonToken token;

  if (take (self, '{'))
    return enter (self, TRUE);

  if (take (self, '['))
    return enter (self, FALSE);

  token = read_scalar (self);
  if (token != NP_JSON_TOKEN_FAILED)
    self->state = STATE_AFTER_VALUE;

  return token;
}

static NpJsonToken
read_key (NpJsonReader *self)
{
  NpJsonToken token;

  if (!take (self, '"'))
    return fail_syntax (self, _("A key in double quotes must stand here."));

  token = read_string (self, NP_JSON_TOKEN_KEY);
  if (token == NP_JSON_TOKEN_FAILED)
    return token;

  skip_space (self);
  if (!take (self, ':'))
    return fail_syntax (self, _("A colon must stand here."));

  self->state = STATE_VALUE;

  return token;
}

static NpJsonToken
read_after_value (NpJsonReader *self)
{
  gboolean object;

  if (self->depth == 0)
    return self->position == self->size ? NP_JSON_TOKEN_END : fail_syntax (self, _("Nothing may follow the end of the value."));

  object = is_in_object (self);
  if (take (self, object ? '}' : ']'))
    return leave (self);

  if (!take (self, ','))
    return fail_syntax (self, object ? _("A comma or “}” must stand here.") : _("A comma or “]” must stand here."));

  skip_space (self);
  self->token_start = self->position;

  return object ? read_key (self) : read_value (self);
}

/* The whole text is looked at before anything of it is told. */
static gboolean
accept_text (NpJsonReader *self)
{
  const char *end;

  if (self->size > NP_JSON_MAX_SIZE)
    {
      fail (self, 0, "json-too-large", g_strdup_printf (_("The text is larger than %d bytes."), NP_JSON_MAX_SIZE),
            _("Check that the right file was chosen; factory data are a few thousand bytes."));
      return FALSE;
    }

  if (take_word (self, "\xEF\xBB\xBF"))
    {
      fail (self, 0, "json-encoding", g_strdup (_("The text begins with a byte order mark, which JSON doesn't allow.")),
            _("Save the file as UTF-8 without byte order mark."));
      return FALSE;
    }

  if (self->size > 0 && !g_utf8_validate_len (self->text, self->size, &end))
    {
      gsize offset = end - self->text;

      fail (self, offset, "json-encoding",
            g_strdup_printf (_("The byte 0x%02X there isn't part of UTF-8 text."), (guint) (guint8) *end),
            _("Save the file as UTF-8 (not as UTF-16 or Latin-1)."));
      return FALSE;
    }

  return TRUE;
}

/**
 * np_json_reader_next:
 *
 * Returns: the next token; after %NP_JSON_TOKEN_FAILED and %NP_JSON_TOKEN_END always the same again
 */
NpJsonToken
np_json_reader_next (NpJsonReader *self)
{
  g_return_val_if_fail (self != NULL, NP_JSON_TOKEN_FAILED);

  if (self->state == STATE_FAILED || (self->state == STATE_START && !accept_text (self)))
    return NP_JSON_TOKEN_FAILED;

  skip_space (self);
  self->token_start = self->position;
  g_string_truncate (self->value, 0);

  switch (self->state)
    {
    case STATE_START:
    case STATE_VALUE: return read_value (self);
    case STATE_FIRST_ITEM: return take (self, ']') ? leave (self) : read_value (self);
    case STATE_FIRST_KEY: return take (self, '}') ? leave (self) : read_key (self);
    case STATE_AFTER_VALUE: return read_after_value (self);
    case STATE_FAILED: break;
    }

  g_return_val_if_reached (NP_JSON_TOKEN_FAILED);
}

/**
 * np_json_reader_get_text:
 * @length: (out): its length in bytes
 *
 * Returns: (transfer none): what the last key or string says, or the digits of the last number, in UTF-8; a string may hold
 *   NULs. Valid until the next token is read.
 */
const char *
np_json_reader_get_text (NpJsonReader *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  *length = self->value->len;

  return self->value->str;
}

/**
 * np_json_reader_dup_place:
 *
 * Returns: (transfer full): where the last token begins: "line 3, column 14", for people
 */
char *
np_json_reader_dup_place (NpJsonReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return format_place (self, self->token_start);
}

/**
 * np_json_reader_get_depth:
 *
 * Returns: how many objects and arrays are open
 */
guint
np_json_reader_get_depth (NpJsonReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->depth;
}

/**
 * np_json_reader_skip_to_depth:
 * @depth: a depth that the reader had
 *
 * Skips what stands in the objects and arrays that are deeper.
 */
void
np_json_reader_skip_to_depth (NpJsonReader *self, guint depth)
{
  g_return_if_fail (self != NULL);

  while (self->depth > depth && self->state != STATE_FAILED)
    np_json_reader_next (self);
}
