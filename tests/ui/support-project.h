/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-field-row.h"
#include "np-project-view.h"
#include "np-window.h"
#include "support.h"

G_BEGIN_DECLS

/* The project view as a person uses it, in a real window, with the sample project saved in a folder. */
typedef struct
{
  NpWindow *window;
  NpProject *project;
  NpProjectView *view;
  NpEditor *editor;
  char *folder;
} ProjectFixture;

GtkWidget *project_find_type (gpointer root, GType type);
NpFieldRow *project_get_row (ProjectFixture *fixture, NpTag tag);
GtkEditable *project_get_entry (ProjectFixture *fixture, NpTag tag);
void project_type_into (ProjectFixture *fixture, NpTag tag, const char *text);
gboolean project_is_window_gone (gpointer window);
gboolean project_has_dialog (gpointer window);
gboolean project_has_no_dialog (gpointer window);
void project_set_up (ProjectFixture *fixture, gconstpointer saved);
void project_tear_down (ProjectFixture *fixture, gconstpointer data);
void project_press_in_dialog (ProjectFixture *fixture, const char *text);
void project_assert_dialog_says (ProjectFixture *fixture, const char *text);
void project_activate (ProjectFixture *fixture, const char *action);
void project_assert_file_says (ProjectFixture *fixture, const char *text);
NpFactoryData *project_get_data (ProjectFixture *fixture);
void project_change_on_disk (ProjectFixture *fixture, const char *product_name);
void project_spoil_on_disk (ProjectFixture *fixture);
gboolean project_shows_disk_bar (gpointer window);
void project_take_pictures (ProjectFixture *fixture, const char *name);
void project_wait_for_judgement (ProjectFixture *fixture);

G_END_DECLS
