/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-ui"

#include "config.h"

#include "np-settings.h"

static gboolean
runs_from_build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL && g_str_has_prefix (program, NP_BUILD_DIR "/");
}

GSettings *
np_settings_new (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchemaSource) built = NULL;
  g_autoptr(GSettingsSchema) schema = NULL;

  if (runs_from_build_folder ())
    built = g_settings_schema_source_new_from_directory (NP_BUILD_DIR "/data", installed, TRUE, NULL);
  if (built != NULL || installed != NULL)
    schema = g_settings_schema_source_lookup (built != NULL ? built : installed, NP_APPLICATION_ID, TRUE);
  if (schema == NULL)
    g_error ("The settings schema %s isn't installed: run “meson install” again", NP_APPLICATION_ID);
  return g_settings_new_full (schema, NULL, NULL);
}
