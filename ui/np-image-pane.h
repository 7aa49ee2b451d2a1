/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

/* The image that a project's fields make: how large it is beside the room there is, and its bytes.
 *
 * signals "hovered", "selected", "activated" (guint tag): as NpHexView's */
#define NP_TYPE_IMAGE_PANE (np_image_pane_get_type ())
G_DECLARE_FINAL_TYPE (NpImagePane, np_image_pane, NP, IMAGE_PANE, GtkWidget)

void np_image_pane_set_editor (NpImagePane *self, NpEditor *editor);
void np_image_pane_set_hovered (NpImagePane *self, guint32 tag);
void np_image_pane_set_selected (NpImagePane *self, guint32 tag);

G_END_DECLS
