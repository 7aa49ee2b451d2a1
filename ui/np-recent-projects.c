/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-recent-projects.h"

#define US_PER_SECOND 1000000

void
np_recent_project_free (NpRecentProject *self)
{
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
np_recent_projects_list (GSettings *settings)
{
  GPtrArray *projects = g_ptr_array_new_with_free_func ((GDestroyNotify) np_recent_project_free);
  g_autoptr(GVariant) value = g_settings_get_value (settings, NP_RECENT_PROJECTS_KEY);
  GVariantIter iter;
  NpRecentProject project;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(ssx)", &project.folder, &project.name, &project.time))
    g_ptr_array_add (projects, g_memdup2 (&project, sizeof project));
  return projects;
}

static void
write_list (GSettings *settings, GPtrArray *projects, const char *without, guint room, GVariantBuilder *builder)
{
  for (guint i = 0; i < projects->len && room > 0; i++)
    {
      const NpRecentProject *project = projects->pdata[i];

      if (g_str_equal (project->folder, without))
        continue;
      g_variant_builder_add (builder, "(ssx)", project->folder, project->name, project->time);
      room--;
    }
  g_settings_set_value (settings, NP_RECENT_PROJECTS_KEY, g_variant_builder_end (builder));
}

void
np_recent_projects_add (GSettings *settings, const char *folder, const char *name)
{
  g_autoptr(GPtrArray) projects = np_recent_projects_list (settings);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssx)"));

  /* A variant holds UTF-8 only; a folder whose name isn't can't be remembered. */
  if (!g_utf8_validate (folder, -1, NULL))
    return;
  g_variant_builder_add (&builder, "(ssx)", folder, name, g_get_real_time () / US_PER_SECOND);
  write_list (settings, projects, folder, NP_RECENT_PROJECTS_MAX - 1, &builder);
}

void
np_recent_projects_remove (GSettings *settings, const char *folder)
{
  g_autoptr(GPtrArray) projects = np_recent_projects_list (settings);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssx)"));

  write_list (settings, projects, folder, NP_RECENT_PROJECTS_MAX, &builder);
}
