/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-factory-data.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

#define NP_PROJECT_FILE_NAME "project.json"
#define NP_PROJECT_VERSION 1

/* A project: a folder with project.json (name, template factory data, recipe, …), logs/, later ledger.sqlite and labels/. One that
 * was imported and not saved yet has no folder. Keys that this version doesn't know survive a load and save.
 *
 * properties: name (string), folder (filename, nullable), modified (boolean) */
#define NP_TYPE_PROJECT (np_project_get_type ())
G_DECLARE_FINAL_TYPE (NpProject, np_project, NP, PROJECT, GObject)

NpProject *np_project_new (const char *name, NpFactoryData *factory_data, const NpRecipe *recipe);

/**
 * np_project_load:
 * @path: a project's folder or its project.json
 * @problems: (element-type NpProblem): what its factory data have, see np_st_json_parse ()
 * @error: %NP_ERROR_INVALID_DATA (damaged, from a newer version), or of %G_IO_ERROR; the file is never changed
 */
NpProject *np_project_load (const char *path, GPtrArray *problems, GError **error);

/**
 * np_project_reload:
 * @problems: (element-type NpProblem): what its factory data have
 * @error: as np_project_load (); nothing is changed then
 *
 * Takes over what the project's file says now; the factory data stay the same object, its changed fields are told.
 */
gboolean np_project_reload (NpProject *self, GPtrArray *problems, GError **error);

/**
 * np_project_import:
 * @path: an ST JSON file or an image
 *
 * Returns: (transfer full): a new project, not saved yet, named after the file, with a reconfigure recipe without a platform
 */
NpProject *np_project_import (const char *path, GPtrArray *problems, GError **error);

/**
 * np_project_open:
 * @path: whatever a person may point at: a folder, its project.json, an ST JSON file, an image
 */
NpProject *np_project_open (const char *path, GPtrArray *problems, GError **error);

/* What an evaluator starts with: STM32WBA6, the Matter SDK's public test credentials, reconfigure. Not saved. */
NpProject *np_project_new_sample (void);

/**
 * np_project_save:
 * @folder: (nullable): where to; %NULL for where it came from. Made when missing; a folder that holds another project is refused.
 *
 * Atomic: the file is the old one or the new one, mode 0600.
 */
gboolean np_project_save (NpProject *self, const char *folder, GError **error);

/* Returns: (transfer full): what its file would hold if it were saved now, secrets too */
char *np_project_dup_text (NpProject *self);

const char *np_project_get_name (NpProject *self);
void np_project_set_name (NpProject *self, const char *name);
const char *np_project_get_folder (NpProject *self);
gboolean np_project_is_modified (NpProject *self);
void np_project_set_unfinished (NpProject *self, GPtrArray *problems);
void np_project_add_unfinished (NpProject *self, GPtrArray *problems);
void np_project_forget_unread (NpProject *self, NpTag tag);
NpFactoryData *np_project_get_factory_data (NpProject *self); /* the template; changes to it mark the project modified */
const NpRecipe *np_project_get_recipe (NpProject *self);
void np_project_set_recipe (NpProject *self, const NpRecipe *recipe);
guint np_project_get_planned_units (NpProject *self);
gboolean np_project_has_per_unit_values (NpProject *self);

/* Returns: (transfer full): where runs log: "logs" of the folder, or of the user's state folder for a project without one */
char *np_project_dup_log_folder (NpProject *self);

G_END_DECLS
