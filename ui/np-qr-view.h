/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "paper/np-qr-code.h"

G_BEGIN_DECLS

/* A QR code, black on white whatever the colours around it, with whole pixels for its modules. */
#define NP_TYPE_QR_VIEW (np_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (NpQrView, np_qr_view, NP, QR_VIEW, GtkWidget)

void np_qr_view_set_code (NpQrView *self, NpQrCode *code); /* (nullable) */

G_END_DECLS
