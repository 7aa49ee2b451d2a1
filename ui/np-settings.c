/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-ui"

#include "config.h"

#include "np-paths.h"
#include "np-settings.h"

GSettings *
np_settings_new (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchemaSource) built = NULL;
  g_autoptr(GSettingsSchema) schema = NULL;

  if (np_paths_runs_from_build_folder ())
    built = g_settings_schema_source_new_from_directory (NP_BUILD_DIR "/data", installed, TRUE, NULL);
  if (built != NULL || installed != NULL)
    schema = g_settings_schema_source_lookup (built != NULL ? built : installed, NP_APPLICATION_ID, TRUE);
  if (schema == NULL)
    g_error ("The settings schema %s isn't installed: run “meson install” again", NP_APPLICATION_ID);
  return g_settings_new_full (schema, NULL, NULL);
}
