/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

typedef enum
{
  NP_CODE_PICTURE_SVG,
  NP_CODE_PICTURE_PNG,
} NpCodePicture;

/* What a phone reads from the device's label: the QR code and the manual code, to be copied and saved. */
#define NP_TYPE_CODE_PANE (np_code_pane_get_type ())
G_DECLARE_FINAL_TYPE (NpCodePane, np_code_pane, NP, CODE_PANE, GtkWidget)

void np_code_pane_set_editor (NpCodePane *self, NpEditor *editor); /* (nullable) */

/**
 * np_code_pane_save:
 * @path: made or replaced at once, for its owner's eyes only: the code holds the passcode
 */
gboolean np_code_pane_save (NpCodePane *self, NpCodePicture picture, const char *path, GError **error);

G_END_DECLS
