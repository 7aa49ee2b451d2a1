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
 */
typedef struct
{
  char *folder;
  char *name;
  gint64 time;
} NpRecentProject;

void np_recent_project_free (NpRecentProject *self);

/* The projects that were open lately, in the program's settings. */

GPtrArray *np_recent_projects_list (GSettings *settings); /* (transfer full) (element-type NpRecentProject): the latest first */

/* It comes first, once, whatever it was called before; more than %NP_RECENT_PROJECTS_MAX aren't kept. */
void np_recent_projects_add (GSettings *settings, const char *folder, const char *name);
void np_recent_projects_remove (GSettings *settings, const char *folder);

G_END_DECLS
