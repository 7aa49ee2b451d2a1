/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The light modules that a scanner needs around a QR code (ISO/IEC 18004, 9.1). */
#define NP_QR_CODE_QUIET_ZONE 4

/* A QR code's modules, error correction M. Immutable. */
typedef struct _NpQrCode NpQrCode;

#define NP_TYPE_QR_CODE (np_qr_code_get_type ())
GType np_qr_code_get_type (void);

NpQrCode *np_qr_code_new (const char *text, GError **error);
NpQrCode *np_qr_code_ref (NpQrCode *self);
void np_qr_code_unref (NpQrCode *self);

guint np_qr_code_get_size (NpQrCode *self);
gboolean np_qr_code_is_dark (NpQrCode *self, guint x, guint y);

char *np_qr_code_to_svg (NpQrCode *self);
GBytes *np_qr_code_to_gray (NpQrCode *self, guint module_size, guint *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpQrCode, np_qr_code_unref)

G_END_DECLS
