/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-st-text.h"
#include "support.h"

typedef struct
{
  const char *text;
  NpStTextResult result;
  guint32 value;
} Case;

/* What Python's int (text, 16 or 10) makes of these, but for "0X", space before "0x" and digits of other scripts. */
static const Case numbers[] = {
  { "0", NP_ST_TEXT_OK, 0 },
  { "65535", NP_ST_TEXT_OK, 65535 },
  { "007", NP_ST_TEXT_OK, 7 },
  { "+5", NP_ST_TEXT_OK, 5 },
  { "-0", NP_ST_TEXT_OK, 0 },
  { "1_000", NP_ST_TEXT_OK, 1000 },
  { " 12\n", NP_ST_TEXT_OK, 12 },
  { "\xC2\xA0" "12", NP_ST_TEXT_OK, 12 },
  { "0xFf", NP_ST_TEXT_OK, 255 },
  { "0XFF", NP_ST_TEXT_OK, 255 },
  { " 0xFF", NP_ST_TEXT_OK, 255 },
  { "0x_F_f", NP_ST_TEXT_OK, 255 },
  { "0x0000000000000000000000000FFFF", NP_ST_TEXT_OK, 65535 },
  { "65536", NP_ST_TEXT_RANGE, 0 },
  { "-1", NP_ST_TEXT_RANGE, 0 },
  { "18446744073709551616", NP_ST_TEXT_RANGE, 0 },
  { "184467440737095516160000000000000000000000", NP_ST_TEXT_RANGE, 0 },
  { "", NP_ST_TEXT_EMPTY, 0 },
  { " \t", NP_ST_TEXT_EMPTY, 0 },
  { "FFF1", NP_ST_TEXT_SYNTAX, 0 },
  { "0x", NP_ST_TEXT_SYNTAX, 0 },
  { "0x_", NP_ST_TEXT_SYNTAX, 0 },
  { "_1", NP_ST_TEXT_SYNTAX, 0 },
  { "1_", NP_ST_TEXT_SYNTAX, 0 },
  { "1__0", NP_ST_TEXT_SYNTAX, 0 },
  { "1 0", NP_ST_TEXT_SYNTAX, 0 },
  { "- 1", NP_ST_TEXT_SYNTAX, 0 },
  { "--1", NP_ST_TEXT_SYNTAX, 0 },
  { "+", NP_ST_TEXT_SYNTAX, 0 },
  { "1.0", NP_ST_TEXT_SYNTAX, 0 },
  { "1e3", NP_ST_TEXT_SYNTAX, 0 },
  { "0b1", NP_ST_TEXT_SYNTAX, 0 },
  { "0x-5", NP_ST_TEXT_SYNTAX, 0 },
  { "\xD9\xA3", NP_ST_TEXT_SYNTAX, 0 }, /* ARABIC-INDIC DIGIT THREE */
};

static const Case bytes[] = {
  { "0x53", NP_ST_TEXT_OK, 0x53 },
  { "0X53", NP_ST_TEXT_OK, 0x53 },
  { "53", NP_ST_TEXT_OK, 0x53 },
  { "a", NP_ST_TEXT_OK, 0x0A },
  { "10", NP_ST_TEXT_OK, 0x10 },
  { "0b1", NP_ST_TEXT_OK, 0xB1 },
  { "000ff", NP_ST_TEXT_OK, 0xFF },
  { " f_f ", NP_ST_TEXT_OK, 0xFF },
  { "100", NP_ST_TEXT_RANGE, 0 },
  { "-1", NP_ST_TEXT_RANGE, 0 },
  { "", NP_ST_TEXT_EMPTY, 0 },
  { "zz", NP_ST_TEXT_SYNTAX, 0 },
  { "0xx5", NP_ST_TEXT_SYNTAX, 0 },
};

static const struct
{
  const char *text;
  NpStTextResult result;
  const char *hex;
} rows[] = {
  { "5350AB", NP_ST_TEXT_OK, "5350ab" },
  { "0x5350ab", NP_ST_TEXT_OK, "5350ab" },
  { " 53 50\n\tab ", NP_ST_TEXT_OK, "5350ab" },
  { "53:50:ab", NP_ST_TEXT_OK, "5350ab" },
  { "", NP_ST_TEXT_EMPTY, "" },
  { " ", NP_ST_TEXT_EMPTY, "" },
  { "0x", NP_ST_TEXT_SYNTAX, NULL },
  { "5", NP_ST_TEXT_SYNTAX, NULL },
  { "535", NP_ST_TEXT_SYNTAX, NULL },
  { "53 5 0", NP_ST_TEXT_SYNTAX, NULL },
  { "53:", NP_ST_TEXT_SYNTAX, NULL },
  { ":5350", NP_ST_TEXT_SYNTAX, NULL },
  { "5g", NP_ST_TEXT_SYNTAX, NULL },
  { "53-50", NP_ST_TEXT_SYNTAX, NULL },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      NpStTextResult result;
      guint32 number = 0;

      g_test_message ("“%s”", numbers[i].text);
      result = np_st_text_read_number (numbers[i].text, strlen (numbers[i].text), G_MAXUINT16, &number);
      g_assert_cmpint (result, ==, numbers[i].result);
      g_assert_cmpuint (number, ==, numbers[i].value);
    }
}

static void
test_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    {
      guint8 byte = 0;

      g_test_message ("“%s”", bytes[i].text);
      g_assert_cmpint (np_st_text_read_byte (bytes[i].text, strlen (bytes[i].text), &byte), ==, bytes[i].result);
      g_assert_cmphex (byte, ==, bytes[i].value);
    }
}

static void
test_hex (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint8 buffer[16];
      gsize n_bytes;

      g_test_message ("“%s”", rows[i].text);
      g_assert_cmpint (np_st_text_read_hex (rows[i].text, strlen (rows[i].text), buffer, &n_bytes), ==, rows[i].result);
      if (rows[i].hex != NULL)
        {
          g_autoptr(GBytes) read = g_bytes_new (buffer, n_bytes);
          g_autofree char *hex = test_bytes_to_hex (read);

          g_assert_cmpstr (hex, ==, rows[i].hex);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/st-text/numbers", test_numbers);
  g_test_add_func ("/st-text/bytes", test_bytes);
  g_test_add_func ("/st-text/hex", test_hex);

  return g_test_run ();
}
