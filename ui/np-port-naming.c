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
} Naming;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Naming *self = user_data;
  g_autofree char *name = np_ui_ask_name_finish (result);

  if (name != NULL)
    np_bench_name_board (self->bench, self->board, name);
  g_object_unref (self->bench);
  g_object_unref (self->board);
}

void
np_port_naming_start (GtkWindow *parent, NpBench *bench, NpBoard *board)
{
  Naming *self = g_new (Naming, 1);
  g_autofree char *heading = g_strdup_printf (_("Name Port %u"), np_board_get_number (board));

  *self = (Naming) { g_object_ref (bench), g_object_ref (board) };
  np_ui_ask_name_async (parent, heading, _("The name stays with this place, whatever is plugged in there."), np_board_get_name (board), MAX_LENGTH,
                        _("_Name"), TRUE, answered_cb, self);
}
