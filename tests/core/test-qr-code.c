/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <zbar.h>

#include "np-error.h"
#include "paper/np-qr-code.h"
#include "support.h"

static char *
scan (GBytes *pixels, guint size)
{
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  char *text = NULL;

  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, size, size);
  zbar_image_set_data (image, g_bytes_get_data (pixels, NULL), g_bytes_get_size (pixels), NULL);
  if (zbar_scan_image (scanner, image) == 1)
    text = g_strdup (zbar_symbol_get_data (zbar_image_first_symbol (image)));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return text;
}

static void
test_scanner_reads_it (void)
{
  static const char *const texts[] = { "MT:-24J042C00KA0648G00", "MT:4CT9142C00KA0648G00", "MT:Y.K9042C00KA0648G00",
                                       "MT:-24J042C00KA0648G00*MT:4CT9142C00KA0648G00" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(NpQrCode) code = np_qr_code_new (texts[i], &error);
      g_autoptr(GBytes) pixels = NULL;
      g_autofree char *text = NULL;
      guint size;

      g_assert_no_error (error);
      pixels = np_qr_code_to_gray (code, 4, &size);
      g_assert_cmpuint (size, ==, (np_qr_code_get_size (code) + 8) * 4);
      text = scan (pixels, size);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_usual_code_is_version_2 (void)
{
  g_autoptr(NpQrCode) code = np_qr_code_new ("MT:-24J042C00KA0648G00", NULL);

  g_assert_cmpuint (np_qr_code_get_size (code), ==, 25);
  g_assert_true (np_qr_code_is_dark (code, 0, 0));
  g_assert_false (np_qr_code_is_dark (code, 1, 1));
}

/* The path draws the modules and nothing else: each is taken out of the text again. */
static void
test_svg_has_the_same_modules (void)
{
  g_autoptr(NpQrCode) code = np_qr_code_new ("MT:-24J042C00KA0648G00", NULL);
  g_autofree char *svg = np_qr_code_to_svg (code);
  const char *place = strstr (svg, "d=\"");
  guint n_drawn = 0;
  guint n_dark = 0;
  guint x;
  guint y;
  guint length;

  g_assert_nonnull (strstr (svg, "viewBox=\"0 0 33 33\""));
  g_assert_nonnull (place);
  for (place = strchr (place, 'M'); place != NULL && sscanf (place, "M%u %uh%uv1", &x, &y, &length) == 3; place = strchr (place + 1, 'M'))
    for (guint i = 0; i < length; i++, n_drawn++)
      g_assert_true (np_qr_code_is_dark (code, x - 4 + i, y - 4));
  for (y = 0; y < 25; y++)
    for (x = 0; x < 25; x++)
      n_dark += np_qr_code_is_dark (code, x, y);
  g_assert_cmpuint (n_drawn, ==, n_dark);
}

static void
test_what_does_not_fit (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'A');
  g_autoptr(GError) empty_error = NULL;
  g_autoptr(GError) long_error = NULL;

  g_assert_null (np_qr_code_new ("", &empty_error));
  g_assert_error (empty_error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_null (np_qr_code_new (long_text, &long_error));
  g_assert_error (long_error, NP_ERROR, NP_ERROR_INVALID_DATA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/qr-code/scanner-reads-it", test_scanner_reads_it);
  g_test_add_func ("/qr-code/usual-code-is-version-2", test_usual_code_is_version_2);
  g_test_add_func ("/qr-code/svg-has-the-same-modules", test_svg_has_the_same_modules);
  g_test_add_func ("/qr-code/what-does-not-fit", test_what_does_not_fit);
  return g_test_run ();
}
