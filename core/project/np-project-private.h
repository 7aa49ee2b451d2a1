/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "np-project.h"

G_BEGIN_DECLS

struct _NpProject
{
  GObject parent_instance;

  char *name;
  char *folder;
  gboolean modified;
  gint64 planned_units;
  NpFactoryData *factory_data;
  NpRecipe *recipe;
  JsonObject *file; /* as loaded or last saved: what this version doesn't know is kept in it */
  GPtrArray *unfinished; /* nullable: NpProblem for each text being typed that is no value yet */
  GHashTable *unread; /* known keys of its factory data whose values weren't understood, kept until set: what was told of each */
};

void np_project_set_modified (NpProject *self, gboolean modified);
void np_project_take_factory_data (NpProject *self, NpFactoryData *data); /* in place of all that was there */
void np_project_set_folder (NpProject *self, const char *folder);         /* the recipe's relative paths start from there */

G_END_DECLS
