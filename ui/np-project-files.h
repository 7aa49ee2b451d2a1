/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

typedef enum
{
  NP_EXPORT_FORM_ST_JSON,
  NP_EXPORT_FORM_IMAGE,
} NpExportForm;

/**
 * np_project_files_export:
 * @path: made or replaced at once, for its owner's eyes only
 * @error: %NP_ERROR_INVALID_DATA when problems stop the image from being made; the file is untouched on any error
 */
gboolean np_project_files_export (NpEditor *editor, NpExportForm form, const char *path, GError **error);

/* Makes or replaces a file at once, for its owner's eyes only. */
gboolean np_project_files_write (const char *path, GBytes *contents, GError **error);

/* "Lamp.json", "Lamp.bin" */
char *np_project_files_dup_export_name (NpEditor *editor, NpExportForm form);

/**
 * np_project_files_import:
 * @path: an ST JSON file, an image, or a project
 * @parent: whose dialogs these are
 *
 * Shows what the file's fields would change and what reading it found, and takes them when that is wanted; tells when they can't be read.
 *
 * Returns: %FALSE if they are the same as the project's: there was nothing to ask
 */
gboolean np_project_files_import (NpEditor *editor, const char *path, GtkWindow *parent);

G_END_DECLS
