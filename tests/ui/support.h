/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bench/np-bench.h"
#include "np-application.h"
#include "session/np-session.h"

G_BEGIN_DECLS

/* Starts GTK and the test framework; a program's styles are there once an application is registered. */
void np_test_init (int *argc, char ***argv);

/* The application of this test program: without it there are no styles. Not known by name, so that tests run side by side. */
NpApplication *np_test_get_application (void);
int np_test_run (void); /* g_test_run (), then the application's end */

typedef gboolean (*NpTestCondition) (gpointer user_data);

/* Runs the main loop until @condition holds; the test fails, telling @what, when that takes more than a minute. */
#define np_test_wait_until(condition, user_data) np_test_wait ((condition), (user_data), #condition)
void np_test_wait (NpTestCondition condition, gpointer user_data, const char *what);
void np_test_run_main_loop (void); /* until nothing is left to do */
void np_test_let_frames_pass (GtkWidget *widget);

/* Returns: (nullable): the first widget of this class, mapped or not */
GtkWidget *np_test_find_type (GtkWidget *root, GType type);

/* What a person finds: a mapped, sensitive widget that says @text (without its underlines). NULL when there is none. */
GtkWidget *np_test_find_button (GtkWidget *root, const char *text);
gboolean np_test_shows_text (GtkWidget *root, const char *text);
void np_test_press (GtkWidget *root, const char *text); /* fails when there is no such button */
GtkWindow *np_test_find_dialog (GtkWindow *parent);     /* the window on top of it, or NULL */

/* A simulated bench of @n_boards fast boards in a temporary folder that goes with the bench. */
NpBench *np_test_new_bench (guint n_boards, double speed);
NpBoard *np_test_get_board (NpBench *bench, guint position); /* (transfer none) */
gboolean np_test_is_settled (gpointer bench);

/* What @window shows, as NAME.png in the folder that NAMEPLATE_SCREENSHOTS names (the build folder's "screenshots"). */
void np_test_take_picture (GtkWindow *window, const char *name);
void np_test_take_pictures (GtkWindow *window, const char *name); /* NAME-light, then NAME-dark, which stays */

G_END_DECLS
