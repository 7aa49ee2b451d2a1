/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-project.h"

G_BEGIN_DECLS

/**
 * NpProjectSample:
 * @name: "wba6-oemirot"
 * @title: (translatable): what the project is called
 * @description: (translatable): what one sees with it, a sentence
 * @platform: the platform's id, "stm32wba6"
 *
 * A project to try things out with: public test credentials, and firmware, scripts and whatever else its recipe names, made for
 * simulated boards (docs/simulated-bench.md). There is one for each job, platform and security level.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *description;
  const char *platform;
} NpProjectSample;

guint np_project_sample_get_count (void);
const NpProjectSample *np_project_sample_get (guint index);        /* in the order to offer them in */
const NpProjectSample *np_project_sample_find (const char *name); /* (nullable) */

/**
 * np_project_sample_create:
 * @folder: where to; made when missing, and must be empty
 * @error: %NP_ERROR_INVALID_DATA when @folder holds something already; of %G_IO_ERROR or #GFileError
 *
 * Writes the whole folder: project.json and all files that the recipe names.
 *
 * Returns: (transfer full): the project, saved
 */
NpProject *np_project_sample_create (const NpProjectSample *self, const char *folder, GError **error);

G_END_DECLS
