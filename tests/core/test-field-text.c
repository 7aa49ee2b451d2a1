/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-field-text.h"
#include "np-error.h"
#include "support.h"

typedef struct
{
  NpTag tag;
  const char *text;
  const char *hex;       /* as in the image; NULL: not set */
  const char *formatted; /* NULL: refused */
} Case;

static const Case cases[] = {
  { NP_TAG_VENDOR_ID, "0xFFF1", "f1ff", "0xFFF1" },
  { NP_TAG_VENDOR_ID, "65521", "f1ff", "0xFFF1" },
  { NP_TAG_VENDOR_ID, "1", "0100", "0x0001" },
  { NP_TAG_HARDWARE_VERSION, "0x10", "1000", "16" },
  { NP_TAG_SPAKE2_ITERATION_COUNT, "1000", "e8030000", "1000" },
  { NP_TAG_SETUP_DISCRIMINATOR, "65535", "ffff", "65535" }, /* held; the check tells that it is too large */
  { NP_TAG_SETUP_DISCRIMINATOR, "65536", NULL, NULL },
  { NP_TAG_SETUP_DISCRIMINATOR, "-1", NULL, NULL },
  { NP_TAG_SETUP_DISCRIMINATOR, "12ab", NULL, NULL },
  { NP_TAG_SETUP_DISCRIMINATOR, "  ", NULL, "" },
  { NP_TAG_VENDOR_NAME, "Ünï", "c39c6ec3af", "Ünï" },
  { NP_TAG_VENDOR_NAME, " x ", "207820", " x " },
  { NP_TAG_VENDOR_NAME, "", NULL, "" },
};

static void
test_parse_and_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NpField *field = np_field_find_by_tag (cases[i].tag);
      g_autoptr(GBytes) value = NULL;
      g_autoptr(GError) error = NULL;
      gboolean parsed = np_field_text_parse (field, cases[i].text, &value, &error);
      g_autofree char *hex = value != NULL ? test_bytes_to_hex (value) : NULL;
      g_autofree char *formatted = parsed ? np_field_text_format (field, value) : NULL;

      g_assert_cmpstr (hex, ==, cases[i].hex);
      g_assert_cmpstr (formatted, ==, cases[i].formatted);
      if (!parsed)
        g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
    }
}

static void
assert_description (NpTag tag, const char *data, gsize size, const char *expected)
{
  g_autoptr(GBytes) value = data != NULL ? g_bytes_new_static (data, size) : NULL;
  g_autofree char *text = np_field_text_describe (np_field_find_by_tag (tag), value);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_describe (void)
{
  assert_description (NP_TAG_VENDOR_ID, "\xF1\xFF", 2, "0xFFF1 (65521)");
  assert_description (NP_TAG_HARDWARE_VERSION, "\x02\x00", 2, "2");
  assert_description (NP_TAG_VENDOR_NAME, "ST", 2, "“ST”");
  assert_description (NP_TAG_VENDOR_NAME, "", 0, "“”");
  assert_description (NP_TAG_VENDOR_NAME, NULL, 0, "not set");
  /* SHA-256 ("abc"), FIPS 180-4 */
  assert_description (NP_TAG_SPAKE2_SALT, "abc", 3, "3 bytes, SHA-256 BA7816BF…");
}

static void
test_secrets_are_hidden (void)
{
  assert_description (NP_TAG_SPAKE2_SETUP_PASSCODE, "\x85\x3E\x34\x01", 4, "hidden");
  assert_description (NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, "abc", 3, "3 bytes, hidden");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field-text/parse-and-format", test_parse_and_format);
  g_test_add_func ("/field-text/describe", test_describe);
  g_test_add_func ("/field-text/secrets-are-hidden", test_secrets_are_hidden);
  return g_test_run ();
}
