/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-window.h"
#include "support.h"

G_BEGIN_DECLS

/* A sample project on a simulated bench of its own, in a real window. */
typedef struct
{
  NpWindow *window;
  char *folder;
  char *bench_folder;
  char *bench_name;
} NpTestSample;

/* For g_test_add (). */
void np_test_sample_set_up (NpTestSample *fixture, gconstpointer data);
void np_test_sample_tear_down (NpTestSample *fixture, gconstpointer data);

void np_test_sample_set_practising (gboolean practising); /* confirmations are asked for although nothing is real */
void np_test_sample_open (NpTestSample *fixture, const char *sample_name, NpBoardLock lock, guint n_boards, double speed);
void np_test_sample_open_project (NpTestSample *fixture, NpProject *project);
void np_test_sample_close_window (NpTestSample *fixture);
NpSession *np_test_sample_get_session (NpTestSample *fixture);
NpBoard *np_test_sample_get_board (NpTestSample *fixture, guint position);

/* For np_test_wait_until (): of the fixture. */
gboolean np_test_sample_is_running (gpointer fixture);
gboolean np_test_sample_has_ended (gpointer fixture);
gboolean np_test_sample_has_dialog (gpointer fixture);
gboolean np_test_sample_has_no_dialog (gpointer fixture);
gboolean np_test_sample_first_is_empty (gpointer fixture);
gboolean np_test_sample_first_is_ready (gpointer fixture);
gboolean np_test_sample_first_has_passed (gpointer fixture);

GtkWidget *np_test_sample_wait_for_dialog (NpTestSample *fixture);
void np_test_sample_press (NpTestSample *fixture, const char *text); /* a button of the window */
void np_test_sample_cancel (NpTestSample *fixture);                  /* the question that is coming */

void np_test_sample_set_fault (NpTestSample *fixture, guint position, const char *step, const char *kind);
void np_test_sample_set_plugged (NpTestSample *fixture, const char *probe, gboolean plugged);

G_END_DECLS
