/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-page.h"
#include "np-log-text.h"
#include "np-window.h"
#include "support.h"

G_BEGIN_DECLS

/* The detail of a board in a real window, on a simulated bench of its own. */
typedef struct
{
  char *folder;
  char *bench_path;
  GtkWindow *window;
  NpSession *session;
  NpBench *bench;
  NpBenchPage *page;
} DetailFixture;

#define DETAIL_SPEED 50

#define DETAIL_ADD(name, function) g_test_add ("/board-detail/" name, DetailFixture, NULL, detail_set_up, function, detail_tear_down)

void detail_set_up (DetailFixture *fixture, gconstpointer data);
void detail_tear_down (DetailFixture *fixture, gconstpointer data);

void detail_open_bench (DetailFixture *fixture, guint n_boards, double speed, int width, int height);
GtkWindow *detail_open_window (DetailFixture *fixture, int width, int height); /* one more on the same bench */
void detail_show_detail (DetailFixture *fixture, guint index, const char *page);
GtkWidget *detail_get_widget (DetailFixture *fixture);
NpLogText *detail_get_log_text (DetailFixture *fixture);
NpBoard *detail_get_board (DetailFixture *fixture, guint index);

void detail_set_fault (DetailFixture *fixture, guint index, const char *step, const char *kind);
void detail_write_boards (DetailFixture *fixture, const char *label); /* by the window's button, to the round's end */

/* For np_test_wait_until () */
gboolean detail_is_idle (gpointer session);
gboolean detail_is_not_reading (gpointer board);
gboolean detail_is_log_settled (gpointer text);

G_END_DECLS
