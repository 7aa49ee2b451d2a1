/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-window.h"
#include "support.h"

G_BEGIN_DECLS

/* What is around a project: windows, projects of late, work that wasn't saved, shortcuts, About. */
typedef struct
{
  GSettings *settings;
  char *folder;
  char *project_folder;
  NpWindow *window;
} FrameFixture;

#define FRAME_ADD(name, function) g_test_add (name, FrameFixture, NULL, frame_set_up, function, frame_tear_down)

void frame_set_up (FrameFixture *fixture, gconstpointer data);
void frame_open_window (FrameFixture *fixture);
gboolean frame_is_gone (gpointer window);
void frame_end_program (FrameFixture *fixture);
void frame_tear_down (FrameFixture *fixture, gconstpointer data);
void frame_open_project (FrameFixture *fixture);
NpEditor *frame_get_editor (FrameFixture *fixture);
void frame_rename_product (FrameFixture *fixture, const char *name);
void frame_assert_product (FrameFixture *fixture, const char *expected);
guint frame_count_drafts (void);
gboolean frame_has_dialog (gpointer fixture);
void frame_press_in_dialog (FrameFixture *fixture, const char *text);
GtkWidget *frame_find_row (GtkWidget *root, const char *title);
void frame_activate_row (FrameFixture *fixture, const char *title);
gboolean frame_says_gone (gpointer fixture);
GtkWindow *frame_find_window (GType type);

/* main (): with a folder of its own for the drafts of the programs */
int frame_run (int *argc, char ***argv, void (*add_tests) (void));

G_END_DECLS
