/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "matter/np-byte-text.h"
#include "np-error.h"
#include "support.h"

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    const char *hex;
  } cases[] = {
    { "5350414b453250204b65792053616c74", "5350414b453250204b65792053616c74" },
    { "0x5350AB", "5350ab" },
    { " 53:50:ab ", "5350ab" },
    { "U1BBS0UyUCBLZXkgU2FsdA==", "5350414b453250204b65792053616c74" },
    { "+/+/", "fbffbf" },
    { "AA==", "00" },
    /* Hexadecimal wins. */
    { "ABCDEF12", "abcdef12" },
    { "", NULL },
    { "5350A", NULL },
    { "U1BBS0UyUCBLZXkgU2FsdA=", NULL },
    { "U1BBS0UyUCBLZXkgU2FsdA===", NULL },
    { "U1BB=0Uy", NULL },
    { "U1BB S0U", NULL },
    { "===", NULL },
    { "\xFF\xFF\xFF\xFF", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = np_byte_text_read (cases[i].text, &error);
      g_autofree char *hex = bytes != NULL ? np_byte_text_write_hex (bytes) : NULL;

      g_assert_cmpstr (hex, ==, cases[i].hex);
      if (bytes == NULL)
        g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
    }
}

static void
test_write (void)
{
  g_autoptr(GBytes) bytes = test_bytes_from_hex ("5350414b453250204b65792053616c74");
  g_autofree char *base64 = np_byte_text_write_base64 (bytes);
  g_autofree char *hex = np_byte_text_write_hex (bytes);

  g_assert_cmpstr (base64, ==, "U1BBS0UyUCBLZXkgU2FsdA==");
  g_assert_cmpstr (hex, ==, "5350414b453250204b65792053616c74");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/byte-text/read", test_read);
  g_test_add_func ("/byte-text/write", test_write);

  return g_test_run ();
}
