/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-board-menu.h"
#include "np-board-status.h"
#include "np-error.h"

static void
add_item (GMenu *section, const char *label, const char *action)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (section, item);
}

static void
add_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenu *
make_run_section (guint n_boards)
{
  GMenu *section = g_menu_new ();

  add_item (section, n_boards > 1 ? _("_Write These Boards") : _("_Write This Board"), "board.write");
  add_item (section, n_boards > 1 ? _("_Retry These Boards") : _("_Retry"), "board.retry");
  return section;
}

static GMenu *
make_place_section (gboolean is_list, GtkTextDirection direction)
{
  GMenu *section = g_menu_new ();
  gboolean mirrored = direction == GTK_TEXT_DIR_RTL;

  add_item (section, _("_Name…"), "board.name");
  if (is_list)
    {
      add_item (section, _("Move _Up"), "board.move-before");
      add_item (section, _("Move _Down"), "board.move-after");
    }
  else
    {
      add_item (section, _("Move _Left"), mirrored ? "board.move-after" : "board.move-before");
      add_item (section, _("Move _Right"), mirrored ? "board.move-before" : "board.move-after");
    }
  add_item (section, _("_Forget This Port"), "board.forget");
  return section;
}

static GMenu *
make_detail_section (void)
{
  GMenu *section = g_menu_new ();

  add_item (section, _("Show _Detail"), "board.show-detail");
  add_item (section, _("_Copy Details"), "board.copy-details");
  return section;
}

/* Told before it was started, or by its run. */
static gboolean
is_done_already (NpBoardStatus *status)
{
  const NpOutcome *outcome = np_board_status_get_outcome (status);

  return g_error_matches (np_board_status_get_obstacle (status), NP_ERROR, NP_ERROR_DONE_ALREADY)
         || (outcome != NULL && g_error_matches (outcome->error, NP_ERROR, NP_ERROR_DONE_ALREADY));
}

static void
add_again (GMenu *section, NpBoardStatus *status)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (_("_Provision Again…"), NULL);

  if (!is_done_already (status))
    return;
  g_menu_item_set_action_and_target (item, "bench.provision-again", "s", np_board_get_probe_serial (np_board_status_get_board (status)));
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (section, item);
}

GMenuModel *
np_board_menu_new (GPtrArray *statuses, gboolean is_list, GtkTextDirection direction)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) run = make_run_section (statuses->len);
  g_autoptr(GMenu) detail = make_detail_section ();
  g_autoptr(GMenu) place = make_place_section (is_list, direction);

  if (statuses->len == 1)
    add_again (run, g_ptr_array_index (statuses, 0));
  add_section (menu, run);
  add_section (menu, detail);
  add_section (menu, place);
  return G_MENU_MODEL (menu);
}
