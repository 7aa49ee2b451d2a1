/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <qrencode.h>

#include "np-error.h"
#include "np-qr-code.h"

#define DARK_BIT 1

struct _NpQrCode
{
  gatomicrefcount ref_count;

  QRcode *code;
};

G_DEFINE_BOXED_TYPE (NpQrCode, np_qr_code, np_qr_code_ref, np_qr_code_unref)

/**
 * np_qr_code_new:
 * @text: what a scanner will read: a Matter code's "MT:…"
 *
 * Makes the smallest code with error correction M, as Matter asks for (core specification, 5.1.3). For the usual 22 characters that is
 * version 2, 25 × 25 modules.
 *
 * Returns: (transfer full) (nullable): the code; %NULL with %NP_ERROR_INVALID_DATA if the text is empty or too long for any
 */
NpQrCode *
np_qr_code_new (const char *text, GError **error)
{
  NpQrCode *self;
  QRcode *code;

  g_return_val_if_fail (text != NULL, NULL);

  code = *text != '\0' ? QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;
  if (code == NULL)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("This text doesn't fit into a QR code: it is empty or too long."));
      return NULL;
    }
  self = g_new0 (NpQrCode, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->code = code;
  return self;
}

NpQrCode *
np_qr_code_ref (NpQrCode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
np_qr_code_unref (NpQrCode *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  QRcode_free (self->code);
  g_free (self);
}

/* Returns: how many modules wide and high it is, without its quiet zone */
guint
np_qr_code_get_size (NpQrCode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) self->code->width;
}

gboolean
np_qr_code_is_dark (NpQrCode *self, guint x, guint y)
{
  g_return_val_if_fail (self != NULL && x < np_qr_code_get_size (self) && y < np_qr_code_get_size (self), FALSE);

  return (self->code->data[y * np_qr_code_get_size (self) + x] & DARK_BIT) != 0;
}

static guint
measure_run (NpQrCode *self, guint x, guint y)
{
  guint length = 0;

  while (x + length < np_qr_code_get_size (self) && np_qr_code_is_dark (self, x + length, y))
    length++;
  return length;
}

/**
 * np_qr_code_to_svg:
 *
 * Returns: (transfer full): a picture with the quiet zone, one unit a module, black on white
 */
char *
np_qr_code_to_svg (NpQrCode *self)
{
  guint size;
  guint whole;
  GString *svg;

  g_return_val_if_fail (self != NULL, NULL);

  size = np_qr_code_get_size (self);
  whole = size + 2 * NP_QR_CODE_QUIET_ZONE;
  svg = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  g_string_append_printf (svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%umm\" height=\"%umm\" viewBox=\"0 0 %u %u\" "
                               "shape-rendering=\"crispEdges\">\n  <rect width=\"%u\" height=\"%u\" fill=\"#fff\"/>\n  <path d=\"",
                          whole, whole, whole, whole, whole, whole);
  for (guint y = 0; y < size; y++)
    for (guint x = 0; x < size; x++)
      {
        guint length = measure_run (self, x, y);

        if (length == 0)
          continue;
        g_string_append_printf (svg, "M%u %uh%uv1h-%uz", x + NP_QR_CODE_QUIET_ZONE, y + NP_QR_CODE_QUIET_ZONE, length, length);
        x += length;
      }
  g_string_append (svg, "\" fill=\"#000\"/>\n</svg>\n");
  return g_string_free (svg, FALSE);
}

/**
 * np_qr_code_to_gray:
 * @module_size: pixels a module
 * @size: (out): how many pixels wide and high it is
 *
 * Returns: (transfer full): the picture with its quiet zone, a byte a pixel: 0 or 255
 */
GBytes *
np_qr_code_to_gray (NpQrCode *self, guint module_size, guint *size)
{
  guint n_modules;
  guint8 *pixels;

  g_return_val_if_fail (self != NULL && module_size > 0 && size != NULL, NULL);

  n_modules = np_qr_code_get_size (self);
  *size = (n_modules + 2 * NP_QR_CODE_QUIET_ZONE) * module_size;
  pixels = g_malloc ((gsize) *size * *size);
  for (guint y = 0; y < *size; y++)
    for (guint x = 0; x < *size; x++)
      {
        guint column = x / module_size - NP_QR_CODE_QUIET_ZONE; /* wraps left of the code, so that it is beyond its end */
        guint row = y / module_size - NP_QR_CODE_QUIET_ZONE;
        gboolean dark = column < n_modules && row < n_modules && np_qr_code_is_dark (self, column, row);

        pixels[(gsize) y * *size + x] = dark ? 0 : 255;
      }
  return g_bytes_new_take (pixels, (gsize) *size * *size);
}
