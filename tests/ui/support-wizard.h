/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "np-window.h"
#include "support.h"

G_BEGIN_DECLS

/* The recipe's wizard in a real window, of a sample project in a folder that was for something else at first. What is expected of the
 * project's file is the recipe of the sample, which was made without the wizard. */

typedef enum
{
  NP_TEST_CHOOSE, /* the possibility of that title */
  NP_TEST_TYPE,   /* into the row of that title */
  NP_TEST_DECLARE,
  NP_TEST_NEXT,   /* to the page of that title */
} NpTestActKind;

typedef struct
{
  NpTestActKind kind;
  const char *title;
  const char *text;
} NpTestAct;

#define NP_TEST_MOST_ACTS 20

typedef struct
{
  const char *name;
  const char *sample;          /* the project's, and apart from @changes what is expected of its file */
  const char *former_platform; /* what the project is for at first */
  NpTestAct acts[NP_TEST_MOST_ACTS];
  const char *last_step;
  gboolean permanent;          /* something is done for ever */
  const char *changes[2][2];   /* keys of the recipe and their values, where it isn't the sample's */
} NpTestWalk;

typedef struct
{
  char *folder;
  char *bench_folder;
  NpProject *project;
  JsonNode *expected;
  NpWindow *window;
  GtkWindow *wizard;
} NpTestWizard;

/* One for each recipe that the wizard makes. */
const NpTestWalk *np_test_walks_get (guint *n_walks);
const NpTestWalk *np_test_walk_find (const char *name);

/* For g_test_add (); the data are a walk. */
void np_test_wizard_set_up (NpTestWizard *fixture, gconstpointer walk);
void np_test_wizard_tear_down (NpTestWizard *fixture, gconstpointer walk);

/* For np_test_wait_until (): of a window. */
gboolean np_test_wizard_has_size (gpointer window);
gboolean np_test_wizard_has_dialog (gpointer window);
gboolean np_test_wizard_has_no_dialog (gpointer window);

typedef gboolean (*NpTestMatches) (GtkWidget *widget, const char *title);
GtkWidget *np_test_wizard_find (GtkWidget *root, NpTestMatches matches, const char *title); /* (nullable): mapped */
gboolean np_test_wizard_is_switch (GtkWidget *widget, const char *title);

GtkWidget *np_test_wizard_find_row (NpTestWizard *fixture, const char *title); /* (nullable) */
GtkWidget *np_test_wizard_get_row (NpTestWizard *fixture, const char *title);  /* fails when there is none */
GtkEditable *np_test_wizard_get_entry (NpTestWizard *fixture, const char *title);
const char *np_test_wizard_get_page (NpTestWizard *fixture); /* the title of the page that is shown */
gboolean np_test_wizard_shows (NpTestWizard *fixture, const char *text);
gboolean np_test_wizard_has_errors (NpTestWizard *fixture);

/* What a person does, on its widgets. */
void np_test_wizard_open (NpTestWizard *fixture);
void np_test_wizard_act (NpTestWizard *fixture, const NpTestAct *what);
void np_test_wizard_type (NpTestWizard *fixture, const char *title, const char *text);
void np_test_wizard_choose (NpTestWizard *fixture, const char *title);
void np_test_wizard_press_next (NpTestWizard *fixture, const char *title); /* to the page of that title */
void np_test_wizard_go_through (NpTestWizard *fixture, const NpTestWalk *walk); /* opens it, and stops before it is saved */
void np_test_wizard_save (NpTestWizard *fixture);

void np_test_wizard_assert_saved (NpTestWizard *fixture); /* the project's file is as expected, once it is saved */

G_END_DECLS
