/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "run/np-handshake.h"

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  gboolean started;
  int result; /* -1: none */
  const char *lines;
} Case;

#define BYTES(text) text, sizeof (text) - 1

/* What both generations of ST's firmware send (facts), and what lines do to it. */
static const Case cases[] = {
  { "newer", BYTES ("Start_provisioning\r\nwriting\r\nfinish:000\r\n"), TRUE, 0, "Start_provisioning|writing|finish:000|" },
  { "newer-waits", BYTES ("STM_Provisioning 2.0\r\nStart_provisioning\r\n"), TRUE, -1, "STM_Provisioning 2.0|Start_provisioning|" },
  { "older", BYTES ("finish:000\0\0\0\0\0\0finish:000\0\0\0\0\0\0finish:000"), TRUE, 0, "finish:000|" },
  { "older-not-found", BYTES ("finish:001\0\0\0\0\0\0"), TRUE, 1, "finish:001|" },
  { "in-the-middle", BYTES ("boot ok finish:002 bye"), TRUE, 2, "boot ok finish:002 bye|" },
  { "glued", BYTES ("Start_provisioningfinish:003"), TRUE, 3, "Start_provisioningfinish:003|" },
  { "stutter", BYTES ("finfinish:finish:0finish:00finish:004"), TRUE, 4, "finfinish:finish:0finish:00finish:004|" },
  { "start-stutter", BYTES ("StarStart_provStart_provisioning"), TRUE, -1, "StarStart_provStart_provisioning|" },
  { "two-answers", BYTES ("finish:004\nfinish:000\n"), TRUE, 4, "finish:004|" },
  { "unknown-code", BYTES ("finish:987\n"), TRUE, 987, "finish:987|" },
  { "too-few-digits", BYTES ("finish:12\nfinish:\nfinish: 000\n"), FALSE, -1, "finish:12|finish:|finish: 000|" },
  { "more-digits", BYTES ("finish:0000\n"), TRUE, 0, "finish:0000|" },
  { "wrong-case", BYTES ("FINISH:000 start_provisioning\n"), FALSE, -1, "FINISH:000 start_provisioning|" },
  { "garbage", BYTES ("\x80\xFF\x01\x7F\x00\xFE"), FALSE, -1, "\357\277\275\357\277\275|\357\277\275|" },
  { "garbage-before", BYTES ("\xC3\xFF" "finish:000\0"), TRUE, 0, "\357\277\275\357\277\275" "finish:000|" },
  { "empty", BYTES (""), FALSE, -1, "" },
};

static void
note_line (const char *line, gpointer user_data)
{
  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_cmpuint (strlen (line), >, 0);
  g_string_append_printf (user_data, "%s|", line);
}

/* Cut anywhere: the pieces' size doesn't matter. */
static void
test_case (gconstpointer data)
{
  const Case *wanted = data;

  for (gsize piece = 1; piece <= wanted->length + 1; piece++)
    {
      g_autoptr(GString) lines = g_string_new (NULL);
      g_autoptr(NpHandshakeReader) reader = np_handshake_reader_new (note_line, lines);
      guint result = G_MAXUINT;

      for (gsize i = 0; i < wanted->length; i += piece)
        np_handshake_reader_feed (reader, (const guint8 *) wanted->bytes + i, MIN (piece, wanted->length - i));
      np_handshake_reader_end (reader);
      g_assert_cmpint (np_handshake_reader_has_started (reader), ==, wanted->started);
      g_assert_cmpint (np_handshake_reader_get_result (reader, &result), ==, wanted->result >= 0);
      g_assert_cmpint ((int) result, ==, wanted->result);
      g_assert_cmpstr (lines->str, ==, wanted->lines);
      g_assert_cmpuint (np_handshake_reader_get_received (reader), ==, wanted->length);
    }
}

/* "finish:001" of before the reset, even half of it, is not the answer. */
static void
test_start_over (void)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(NpHandshakeReader) reader = np_handshake_reader_new (note_line, lines);
  guint result;

  np_handshake_reader_feed (reader, (const guint8 *) BYTES ("finish:001\0finish:"));
  g_assert_true (np_handshake_reader_get_result (reader, &result));
  np_handshake_reader_start_over (reader);
  g_assert_false (np_handshake_reader_has_started (reader));
  g_assert_false (np_handshake_reader_get_result (reader, &result));
  np_handshake_reader_feed (reader, (const guint8 *) BYTES ("000\n"));
  g_assert_false (np_handshake_reader_get_result (reader, &result));
  np_handshake_reader_feed (reader, (const guint8 *) BYTES ("finish:000\n"));
  g_assert_true (np_handshake_reader_get_result (reader, &result));
  g_assert_cmpuint (result, ==, 0);
  g_assert_cmpstr (lines->str, ==, "finish:001|finish:|000|finish:000|");
}

/* A megabyte without a line's end: told in pieces, and the answer in it isn't missed. */
static void
test_flood (void)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(NpHandshakeReader) reader = np_handshake_reader_new (note_line, lines);
  g_autofree char *flood = g_strnfill (1000000, 'f');
  guint result = G_MAXUINT;

  np_handshake_reader_feed (reader, (const guint8 *) flood, 1000000);
  np_handshake_reader_feed (reader, (const guint8 *) BYTES ("finish:000"));
  g_assert_true (np_handshake_reader_get_result (reader, &result));
  g_assert_cmpuint (result, ==, 0);
}

static void
test_words (void)
{
  static const struct
  {
    guint result;
    const char *words;
  } words[] = {
    { 0, "code 000: the firmware has stored key and certificates" },
    { 1, "code 001: the firmware finds no factory data" },
    { 2, "code 002: the factory data don't fit into the firmware's buffer" },
    { 3, "code 003: the firmware reports a parameter error: factory data that it can't read, or certificates that are already there" },
    { 4, "code 004: the firmware is not initialised or failed to synchronise (older firmware: the key can't be written)" },
    { 77, "code 077, which has no known meaning" },
    { NP_HANDSHAKE_RESULT_UNKNOWN, "code 0xFFFE: unknown error" },
    { NP_HANDSHAKE_RESULT_INTERRUPTED, "code 0xFFFF: interrupted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text = np_handshake_describe (words[i].result);

      g_assert_cmpstr (text, ==, words[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/handshake/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/handshake/start-over", test_start_over);
  g_test_add_func ("/handshake/flood", test_flood);
  g_test_add_func ("/handshake/words", test_words);
  return g_test_run ();
}
