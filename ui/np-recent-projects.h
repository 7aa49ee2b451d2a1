/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NP_RECENT_PROJECTS_KEY "recent-projects"
#define NP_RECENT_PROJECTS_MAX 10

/**
 * NpRecentProject:
 * @folder: where it is, or was
 * @name: what it is called
 * @time: when it was opened, in seconds since 1970
 * @view: the view that it was left at; empty when it hasn't been left yet
 */
typedef struct
{
  char *folder;
  char *name;
  gint64 time;
  char *view;
} NpRecentProject;

void np_recent_project_free (NpRecentProject *self);

/* The projects that were open lately, in the program's settings. */

GPtrArray *np_recent_projects_list (GSettings *settings); /* (transfer full) (element-type NpRecentProject): the latest first */

/* It comes first, once, with the view that is known of it, whatever it was called before; more than %NP_RECENT_PROJECTS_MAX aren't kept. */
void np_recent_projects_add (GSettings *settings, const char *folder, const char *name);
void np_recent_projects_set_view (GSettings *settings, const char *folder, const char *view); /* of one that is listed */
char *np_recent_projects_dup_view (GSettings *settings, const char *folder);                  /* (nullable) */
void np_recent_projects_remove (GSettings *settings, const char *folder);

G_END_DECLS
