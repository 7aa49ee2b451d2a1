/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-port-naming.h"
#include "ui-compat.h"

#define MAX_LENGTH 24

typedef struct
{
  NpBench *bench;
  NpBoard *board;
  GtkEditable *entry;
} Naming;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Naming *self = user_data;

  if (np_ui_ask_two_finish (result) == NP_UI_ANSWER_SECOND)
    {
      g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

      np_bench_name_board (self->bench, self->board, name);
    }
  g_object_unref (self->bench);
  g_object_unref (self->board);
  g_object_unref (self->entry);
}

void
np_port_naming_start (GtkWindow *parent, NpBench *bench, NpBoard *board)
{
  Naming *self = g_new (Naming, 1);
  GtkWidget *entry = gtk_entry_new ();
  const char *name = np_board_get_name (board);
  g_autofree char *heading = g_strdup_printf (_("Name Port %u"), np_board_get_number (board));

  *self = (Naming) { g_object_ref (bench), g_object_ref (board), GTK_EDITABLE (g_object_ref_sink (entry)) };
  gtk_editable_set_text (self->entry, name != NULL ? name : "");
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_LENGTH);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  np_ui_ask_two_async (parent, heading, _("The name stays with this place, whatever is plugged in there."), entry, _("_Cancel"),
                       ADW_RESPONSE_DEFAULT, _("_Name"), ADW_RESPONSE_SUGGESTED, answered_cb, self);
}
