/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

/* The picture of a device's certificate chain with its certification declaration, the same as text, and what is trusted. */
#define NP_TYPE_CHAIN_PANE (np_chain_pane_get_type ())
G_DECLARE_FINAL_TYPE (NpChainPane, np_chain_pane, NP, CHAIN_PANE, GtkWidget)

void np_chain_pane_set_editor (NpChainPane *self, NpEditor *editor); /* (nullable) */

G_END_DECLS
