/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "np-log-view.h"
#include "support-detail.h"

/* Pictures of each page and state of a board's detail, light and dark. */

static void
take_pictures (DetailFixture *fixture, const char *name)
{
  g_autofree char *full_name = g_strconcat ("detail-", name, NULL);

  np_test_take_pictures (fixture->window, full_name);
}

static void
take_page (DetailFixture *fixture, guint index, const char *page, const char *name)
{
  detail_show_detail (fixture, index, page);
  if (strcmp (page, "log") == 0)
    np_test_wait_until (detail_is_log_settled, detail_get_log_text (fixture));
  take_pictures (fixture, name);
}

static void
test_pictures_ready (DetailFixture *fixture, gconstpointer data)
{
  detail_open_bench (fixture, 4, DETAIL_SPEED, 1280, 720);
  take_page (fixture, 0, "steps", "ready-steps");
  take_page (fixture, 0, "data", "ready-data");
  take_page (fixture, 0, "memory", "memory");
  take_page (fixture, 0, "target", "target");
  take_page (fixture, 0, "log", "ready-log");
}

static void
test_pictures_failed (DetailFixture *fixture, gconstpointer data)
{
  detail_open_bench (fixture, 4, DETAIL_SPEED, 1280, 720);
  detail_set_fault (fixture, 0, "connect", "no-target");
  detail_set_fault (fixture, 1, "write", "bit-flip");
  detail_write_boards (fixture, "Write 4 Ready Boards");
  take_page (fixture, 0, "steps", "fail-steps");
  take_page (fixture, 0, "log", "fail-log");
  take_page (fixture, 1, "data", "differs-data");
  take_page (fixture, 2, "steps", "pass-steps");
  take_page (fixture, 2, "log", "pass-log");
  take_page (fixture, 2, "data", "pass-data");
  np_test_press (detail_get_widget (fixture), "Read Board");
  np_test_wait_until (detail_is_not_reading, detail_get_board (fixture, 2));
  np_test_run_main_loop ();
  take_page (fixture, 2, "target", "read-target");
}

static gboolean
is_writing (gpointer board)
{
  return np_board_get_progress (board) > 0.4;
}

static gboolean
has_matches (gpointer text)
{
  return np_log_text_is_settled (text) && np_log_text_get_matches (text) > 2;
}

static void
test_pictures_running (DetailFixture *fixture, gconstpointer data)
{
  GtkWidget *search_bar;

  detail_open_bench (fixture, 2, 1, 1280, 720);
  detail_show_detail (fixture, 0, "steps");
  np_test_press (GTK_WIDGET (fixture->window), "Write 2 Ready Boards");
  np_test_wait_until (is_writing, detail_get_board (fixture, 0));
  np_test_run_main_loop ();
  take_pictures (fixture, "running-steps");
  np_test_wait_until (detail_is_idle, fixture->session);
  detail_show_detail (fixture, 0, "log");
  np_board_log_append (np_board_get_log (detail_get_board (fixture, 0)), NP_LOG_SOURCE_SERIAL, "I: factory data: 21 records at 0x081EC000", -1);
  gtk_widget_activate_action (detail_get_widget (fixture), "detail.find", NULL);
  search_bar = np_test_find_type (detail_get_widget (fixture), GTK_TYPE_SEARCH_BAR);
  gtk_editable_set_text (GTK_EDITABLE (np_test_find_type (search_bar, GTK_TYPE_SEARCH_ENTRY)), "0x081EC000");
  np_test_wait_until (has_matches, detail_get_log_text (fixture));
  gtk_widget_activate_action (np_test_find_type (detail_get_widget (fixture), NP_TYPE_LOG_VIEW), "log.find-next", NULL);
  take_pictures (fixture, "log-find");
}

static void
test_pictures_small (DetailFixture *fixture, gconstpointer data)
{
  detail_open_bench (fixture, 4, DETAIL_SPEED, 800, 600);
  detail_set_fault (fixture, 0, "connect", "no-target");
  detail_write_boards (fixture, "Write 4 Ready Boards");
  take_page (fixture, 0, "steps", "800x600-steps");
  take_page (fixture, 0, "log", "800x600-log");
  take_page (fixture, 0, "data", "800x600-data");
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  DETAIL_ADD ("pictures-ready", test_pictures_ready);
  DETAIL_ADD ("pictures-failed", test_pictures_failed);
  DETAIL_ADD ("pictures-running", test_pictures_running);
  DETAIL_ADD ("pictures-small", test_pictures_small);
  return np_test_run ();
}
