/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-bytes-text.h"
#include "np-error.h"
#include "support.h"

typedef struct
{
  const char *text;
  const char *hex; /* NULL: refused */
} Case;

static const Case cases[] = {
  { "5350AB", "5350AB" },
  { "0x5350ab", "5350AB" },
  { " 53 50 ab\n", "5350AB" },
  { "53:50:AB", "5350AB" },
  { "0x53 0x50 0xAB", "5350AB" },
  { "0x53, 0x50,\n0xAB,", "5350AB" },
  { "83, 80, 171", "5350AB" },
  { "U1Cr", "5350AB" },
  { "U1BBS0UyUCBLZXkgU2FsdA==", "5350414B453250204B65792053616C74" },
  { "U1BBS0UyUCBL\r\nZXkgU2FsdA==", "5350414B453250204B65792053616C74" },
  { "{ 0x53, 0x50, 171 }", "5350AB" },
  { "static const uint8_t salt[3] = {\n  0x53, 0x50,\n  0xAB,\n};\n", "5350AB" },
  { "[\"0x53\", \"50\", \"ab\"]", "5350AB" },
  { "\"SPAKE2_SALT\": [\n \"0x53\",\n \"0x50\"\n],", "5350" },
  { "{\"SPAKE2_SALT\": [\"0x53\", \"0x50\"]}", "5350" },
  { "[83, 80]", "5350" },
  { "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "308201" },
  { "Subject: x\n-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n", "308201" },
  { "", NULL },
  { " \n\t", NULL },
  { "535", NULL },
  { "hello, world", NULL },
  { "not bytes", NULL },
  { "U1Cr=", NULL },
  { "U===", NULL },
  { "{}", NULL },
  { "[]", NULL },
  { "[\"0x100\"]", NULL },
  { "{ 0x53, 256 }", NULL },
  { "{ 0x53, 010 }", NULL },
  { "{ 0x53, FF }", NULL },
  { "{ 0x53, -1 }", NULL },
  { "[\"", NULL },
  { "[\"]", NULL },
  { "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n", NULL },
  { "-----BEGIN CERTIFICATE-----\nMIIB\n", NULL },
  { "-----BEGIN CERTIFICATE-----\nM*IB\n-----END CERTIFICATE-----\n", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = np_bytes_text_parse (cases[i].text, strlen (cases[i].text), &error);
      g_autofree char *hex = bytes != NULL ? test_bytes_to_hex (bytes) : NULL;
      g_autofree char *upper = hex != NULL ? g_ascii_strup (hex, -1) : NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (upper, ==, cases[i].hex);
      if (cases[i].hex == NULL)
        g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
    }
}

/* The length is the text's, whatever follows it. */
static void
test_length (void)
{
  g_autoptr(GBytes) bytes = np_bytes_text_parse ("5350AB", 4, NULL);
  g_autofree char *hex = test_bytes_to_hex (bytes);

  g_assert_cmpstr (hex, ==, "5350");
}

static void
assert_file (const char *contents, gsize size, const char *expected)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (contents, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) parsed = np_bytes_text_parse_file (bytes, &error);
  g_autofree char *hex = NULL;
  g_autofree char *upper = NULL;

  if (expected == NULL)
    {
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_assert_null (parsed);
      return;
    }
  g_assert_no_error (error);
  hex = test_bytes_to_hex (parsed);
  upper = g_ascii_strup (hex, -1);
  g_assert_cmpstr (upper, ==, expected);
}

static void
test_file (void)
{
  assert_file ("\x30\x82\x00\xFF", 4, "308200FF");
  assert_file ("30 82\n", 6, "3082");
  assert_file ("{ 0x30, 0x82 }", 14, "3082");
  assert_file ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", 59, "308201");
  assert_file ("text", 4, "74657874");
  assert_file ("U1Cr", 4, "55314372");
  assert_file ("", 0, NULL);
  assert_file ("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n", 59, NULL);
}

static void
test_round_trip (void)
{
  guint8 all[256];
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    all[i] = (guint8) i;
  bytes = g_bytes_new_static (all, sizeof all);
  for (int form = NP_BYTES_FORM_HEX; form <= NP_BYTES_FORM_ST_JSON; form++)
    {
      g_autofree char *text = np_bytes_text_format (bytes, (NpBytesForm) form);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) again = np_bytes_text_parse (text, strlen (text), &error);

      g_assert_no_error (error);
      test_assert_bytes_equal (bytes, again);
    }
}

static void
test_format (void)
{
  static const guint8 data[] = { 0x53, 0x50, 0xAB };
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, sizeof data);
  g_autofree char *hex = np_bytes_text_format (bytes, NP_BYTES_FORM_HEX);
  g_autofree char *base64 = np_bytes_text_format (bytes, NP_BYTES_FORM_BASE64);
  g_autofree char *array = np_bytes_text_format (bytes, NP_BYTES_FORM_C_ARRAY);
  g_autofree char *json = np_bytes_text_format (bytes, NP_BYTES_FORM_ST_JSON);

  g_assert_cmpstr (hex, ==, "5350AB");
  g_assert_cmpstr (base64, ==, "U1Cr");
  g_assert_cmpstr (array, ==, "{\n  0x53, 0x50, 0xAB\n}");
  g_assert_cmpstr (json, ==, "[\n  \"0x53\", \"0x50\", \"0xAB\"\n]");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bytes-text/parse", test_parse);
  g_test_add_func ("/bytes-text/length", test_length);
  g_test_add_func ("/bytes-text/file", test_file);
  g_test_add_func ("/bytes-text/round-trip", test_round_trip);
  g_test_add_func ("/bytes-text/format", test_format);
  return g_test_run ();
}
