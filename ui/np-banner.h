/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A strip across the window that says one thing, with at most one button. (GtkInfoBar, on its way out of GTK, is used here alone.)
 *
 * properties: title (string; never markup), message-type (GtkMessageType), revealed (boolean), button-label (string, nullable: no
 * button), action-name (string): what the button does */
#define NP_TYPE_BANNER (np_banner_get_type ())
G_DECLARE_FINAL_TYPE (NpBanner, np_banner, NP, BANNER, AdwBin)

G_END_DECLS
